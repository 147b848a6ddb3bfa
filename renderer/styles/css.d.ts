import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Width of a slip's number in em. */
    '--number-width'?: number;
  }
}
