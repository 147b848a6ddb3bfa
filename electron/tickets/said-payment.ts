import type { Payment } from '../bridge/payment-snapshot.ts';

/** What of a payment a paper has to say. */
export interface Due {
  words: string;
  /** In ms; a paper that names a later end than the hospital does is wrong, one that names an earlier is not. */
  untilMs: number;
}

/** null: a paper has nothing to say of it. */
export function dueIn(payment: Payment): Due | null {
  if (payment.state === 'due') {
    const untilMs = payment.until === null ? Infinity : Date.parse(payment.until);
    return { words: `${String(payment.amount)} ${payment.qr}`, untilMs };
  }
  if (payment.state !== 'cashier') return null;
  return { words: `${payment.reason} ${String(payment.amount)}`, untilMs: Infinity };
}

/** Whether one of the papers that came out says it, and nothing that is wrong by now. */
export const isSaid = (said: readonly Due[], { words, untilMs }: Due): boolean =>
  said.some((each) => each.words === words && each.untilMs <= untilMs);
