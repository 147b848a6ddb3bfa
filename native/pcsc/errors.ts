/**
 * The PC/SC binding throws errors that carry a text only; this is the one place where texts become codes. The texts are
 * those of smartcard 3.7.0 (src/pcsc_errors.h, src/pcsc_card.cpp, src/pcsc_context.cpp).
 */

/** What an error says about what is still there. */
export type PcscProblem =
  /** The card is gone or was reset. */
  | 'card'
  /** A card is there and does not answer as cards do: half in, at the edge of the field, upside down. */
  | 'mute'
  /** The reader is gone; the service still answers. */
  | 'reader'
  /** The service is gone or the handles to it are worthless: everything has to be opened anew. */
  | 'service'
  /** Another program holds the card. */
  | 'busy'
  /** The card does not speak the protocol that was asked for. */
  | 'protocol';

const PROBLEMS: ReadonlyMap<string, PcscProblem> = new Map([
  ['No smart card present', 'card'],
  ['Card was removed', 'card'],
  ['Card was reset', 'card'],
  ['Card is unpowered', 'mute'],
  ['Card is unresponsive', 'mute'],
  ['Card is not supported', 'mute'],
  ['Card is not connected', 'card'],
  ['Unknown card type', 'mute'],
  ['Invalid ATR', 'mute'],
  ['Transaction failed', 'card'],
  ['Reader not ready', 'reader'],
  ['Reader unavailable', 'reader'],
  ['Unknown reader', 'reader'],
  ['No readers available', 'reader'],
  ['PC/SC service not running', 'service'],
  ['PC/SC service stopped', 'service'],
  ['Communication error', 'service'],
  ['Context is not valid', 'service'],
  ['Internal error', 'service'],
  ['Invalid handle', 'service'],
  ['Operation cancelled', 'service'],
  ['System cancelled operation', 'service'],
  ['Sharing violation', 'busy'],
  ['Protocol mismatch', 'protocol'],
]);

export interface PcscError {
  problem: PcscProblem;
  /** The binding's text; it names no person and no document. */
  detail: string;
}

/** An error nobody has met counts against the service: opening everything anew is always safe. */
export function pcscError(error: unknown): PcscError {
  const detail = error instanceof Error ? error.message : 'unknown PC/SC error';
  return { problem: PROBLEMS.get(detail) ?? 'service', detail };
}
