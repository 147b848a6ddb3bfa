import type { ReactNode } from 'react';
import { numberWidthEm } from './number-width.ts';

/** The number on its slip: the largest thing on the screen, however many characters it has. */
export function NumberSlip({ label, number, children }: { label: string; number: string; children?: ReactNode }) {
  return (
    <section className="slip" aria-label={label}>
      <p className="slip-number figure" data-ticket-number={number} style={{ '--number-width': numberWidthEm(number) }}>
        {number}
      </p>
      {children}
    </section>
  );
}
