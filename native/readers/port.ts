import type { AccessKey, ChipReadResult, ReadProgress } from '../emrtd/chip.ts';
import type { ReadChipOptions } from '../emrtd/reader.ts';

/** Why a device cannot be used (the vocabulary of CUSS 2). */
export type UnavailableReason = 'not-configured' | 'not-reachable' | 'not-responding' | 'hardware-error';

/** A card is there, and none can be opened. */
export interface UnreadableCard {
  state: 'unreadable-card';
  reader: string;
  /**
   * `mute`: it does not answer: half in, at the edge of the field, the wrong way round, or two in one field.
   * `several`: cards lie on two readers, and nothing says which one is meant.
   */
  reason: 'mute' | 'several';
  detail: string;
}

/** `groups`, `com` and `onCom` mean nothing to devices that open the chip by themselves. */
export interface DocumentReadOptions extends Partial<Pick<ReadChipOptions, 'groups' | 'com' | 'onCom'>> {
  /** Candidate keys, likeliest first; each is tried once. */
  keys: readonly AccessKey[];
  /** The printed number, all of it: devices that open the chip by themselves ask for it. */
  idNumber?: string;
  onProgress?: (progress: ReadProgress) => void;
  /** Called as soon as names are known, before the portrait is there. DG13 is null where the document has none. */
  onNames?: (groups: { dg1: Uint8Array; dg13: Uint8Array | null }) => void;
  signal?: AbortSignal;
}

/** A document reader as one union: only a laid card can be read. */
export type ReaderStatus =
  | { state: 'unavailable'; reason: UnavailableReason; detail: string }
  | { state: 'empty'; reader: string }
  | UnreadableCard
  | {
      state: 'card';
      reader: string;
      /** Counts laid cards: a late answer of an earlier card carries an older number. */
      generation: number;
      atr: Uint8Array;
      read(options: DocumentReadOptions): Promise<ChipReadResult>;
    };

/**
 * A reader of identity documents. Readers that open the chip through APDUs and readers that deliver data groups and SOD
 * by themselves both stand behind this port.
 */
export interface DocumentReader {
  readonly status: ReaderStatus;
  /** Calls back at every change of status, from the next one on; returns the way to stop. */
  subscribe(listener: (status: ReaderStatus) => void): () => void;
  close(): Promise<void>;
}
