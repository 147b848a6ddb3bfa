/**
 * How an ESC/POS printer says what is wrong with it: DLE EOT n, answered at once by one byte.
 * Source: Epson, "ESC/POS Command Reference", DLE EOT (transmit real-time status).
 */
import type { Condition, PrinterReason } from './port.ts';

/** 1: printer, 2: cause of being off line, 3: cause of an error, 4: roll paper sensors. */
export const questions = [1, 2, 3, 4] as const;
export type Question = (typeof questions)[number];

export const questionBytes = (question: Question): Uint8Array => Uint8Array.of(0x10, 0x04, question);

/** Bits 0 and 7 of every answer are 0, bits 1 and 4 are 1. */
export const isAnswer = (byte: number): boolean => (byte & 0x93) === 0x12;

/** What a printer that answers never leaves out; one that does not know a question leaves out its answer. */
export type Answers = Partial<Record<Question, number>>;

interface Meaning {
  question: Question;
  /** Any of these bits. */
  bits: number;
  reason: PrinterReason;
  detail: string;
}

/** The first that fits is said: an open cover also shows as paper out and as off line. */
const troubles: readonly Meaning[] = [
  { question: 2, bits: 0x04, reason: 'cover-open', detail: 'the cover is open' },
  { question: 4, bits: 0x60, reason: 'media-empty', detail: 'the roll is at its end' },
  { question: 2, bits: 0x20, reason: 'media-empty', detail: 'printing stopped at the end of the paper' },
  { question: 3, bits: 0x08, reason: 'media-jammed', detail: 'the cutter is stuck' },
  { question: 3, bits: 0x20, reason: 'hardware-error', detail: 'an error that only switching off and on clears' },
  { question: 3, bits: 0x40, reason: 'hardware-error', detail: 'an error that passes, such as a hot print head' },
  { question: 2, bits: 0x40, reason: 'hardware-error', detail: 'an error' },
  { question: 1, bits: 0x08, reason: 'not-responding', detail: 'off line, without saying why' },
];

/** Question 4: the near-end sensor. */
const NEAR_END = 0x0c;

export function conditionOf(answers: Answers): Condition {
  const trouble = troubles.find(({ question, bits }) => ((answers[question] ?? 0) & bits) !== 0);
  if (trouble) return { state: 'wrong', reason: trouble.reason, detail: trouble.detail };
  return { state: 'fine', isLow: ((answers[4] ?? 0) & NEAR_END) !== 0 };
}
