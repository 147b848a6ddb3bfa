import type { ReactNode } from 'react';

/** What a sign of the tools means, for the eye; it goes where there is no room for it (fit-frame-lines.ts). */
export const ToolWord = ({ children }: { children: ReactNode }) => (
  <span className="tool-word" aria-hidden="true">
    {children}
  </span>
);
