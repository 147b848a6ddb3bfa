import type { CardChannel } from '../emrtd/port.ts';
import type { UnavailableReason, UnreadableCard } from './port.ts';

/** A card that was opened for exclusive use. */
export interface CardConnection extends CardChannel {
  /** Gives the card free; an exchange still under way is let come to its end first. */
  disconnect(): void;
}

export type ConnectResult =
  { ok: true; connection: CardConnection } | { ok: false; reason: 'card-lost' | 'reader-lost'; detail: string };

/** Readers for bare chip cards, as one. Only a card that lies there and answers can be opened. */
export type SlotStatus =
  | { state: 'unavailable'; reason: UnavailableReason; detail: string }
  | { state: 'empty'; reader: string }
  | UnreadableCard
  | {
      state: 'card';
      reader: string;
      /** Differs between any two cards laid down, also when the removal between them went unseen. */
      insertion: number;
      atr: Uint8Array;
      connect(): Promise<ConnectResult>;
    };

/**
 * What lies below a reader that opens chips by APDUs: PC/SC, or a simulated card in this process. The card stack's level
 * "reader"; it knows nothing of documents.
 */
export interface CardSlot {
  readonly status: SlotStatus;
  /** Calls back at every change of status, from the next one on; returns the way to stop. */
  subscribe(listener: (status: SlotStatus) => void): () => void;
  close(): Promise<void>;
}

/** Holds a status and tells who listens. */
export class StatusBoard<Status> {
  #status: Status;
  readonly #listeners = new Set<(status: Status) => void>();

  constructor(initial: Status) {
    this.#status = initial;
  }

  get status(): Status {
    return this.#status;
  }

  publish(status: Status): void {
    this.#status = status;
    for (const listener of [...this.#listeners]) {
      // A listener that published a newer status has told everybody already.
      if (this.#status !== status) return;
      listener(status);
    }
  }

  subscribe(listener: (status: Status) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
