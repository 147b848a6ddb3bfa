/** What one exchange with a card came to. A pulled card is an ordinary outcome, never an exception. */
export type TransmitResult =
  { ok: true; response: Uint8Array } | { ok: false; reason: 'card-lost' | 'reader-lost'; detail: string };

/**
 * The only thing the chip reader needs from the outside: send a command APDU, get the response APDU (data and the two
 * status bytes). Whatever carries it (PC/SC, a reader's own protocol, a simulator) stays below.
 */
export interface CardChannel {
  transmit(command: Uint8Array): Promise<TransmitResult>;
}
