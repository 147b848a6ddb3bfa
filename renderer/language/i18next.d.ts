import type { vi } from './vi.ts';

// With these, a key that does not exist does not compile.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'kiosk';
    resources: { kiosk: typeof vi };
  }
}
