import { fromHex, toHex } from './bytes.ts';
import type { CardChannel, TransmitResult } from './port.ts';

/** Answers with the given responses in turn, whatever the command; then the card is gone. */
export class ScriptedChip implements CardChannel {
  /** The commands so far, in hexadecimal. */
  readonly sent: string[] = [];
  readonly #answers: Uint8Array[];

  constructor(...answers: readonly (Uint8Array | string)[]) {
    this.#answers = answers.map((answer) => (typeof answer === 'string' ? fromHex(answer) : answer));
  }

  async transmit(command: Uint8Array): Promise<TransmitResult> {
    this.sent.push(toHex(command));
    const response = this.#answers.shift();
    return response ? { ok: true, response } : { ok: false, reason: 'card-lost', detail: 'removed' };
  }
}
