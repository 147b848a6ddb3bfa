/** The part of the PC/SC binding (package smartcard) that is used, so that a test can stand in for it. */

export const SHARE_EXCLUSIVE = 1;
export const PROTOCOL_T0 = 1;
export const PROTOCOL_T1 = 2;
export const LEAVE_CARD = 0;

/** Bits of a reader's state; the upper sixteen count insertions and removals (pcsc-lite and Windows alike). */
export const STATE = { changed: 0x02, unknown: 0x04, unavailable: 0x08, present: 0x20, mute: 0x200 } as const;

/** Pseudo reader that changes when readers come and go. */
export const READER_LIST = '\\\\?PnP?\\Notification';

export interface PcscReaderState {
  name: string;
  state: number;
}

export interface PcscCard {
  readonly protocol: number;
  transmit(command: Buffer, options: { maxRecvLength: number; autoGetResponse?: boolean }): Promise<Buffer>;
  disconnect(disposition?: number): void;
}

export interface PcscReader extends PcscReaderState {
  readonly atr: Buffer | null;
  connect(shareMode: number, protocols: number): Promise<PcscCard>;
}

export interface PcscContext {
  listReaders(): PcscReader[];
  /** Null when cancelled, empty after the time-out. */
  waitForChange(readers: PcscReaderState[], timeoutMs: number): Promise<PcscReaderState[] | null>;
  cancel(): void;
  close(): void;
}

/** Every call may throw; `pcscError` says what the error means. */
export interface PcscBinding {
  openContext(): PcscContext;
}

/**
 * Loads the native addon; null where it was not built. Nothing else imports it, so a kiosk without PC/SC starts.
 *
 * The package's own `Devices` is not used: it connects shared as soon as a card is there, which keeps our exclusive
 * connection out, and it never recovers from a restart of the service.
 */
export async function loadPcscBinding(): Promise<PcscBinding | null> {
  try {
    const { Context, wrapCard } = await import('smartcard');
    return {
      openContext: () => {
        const context = new Context();
        return {
          listReaders: () =>
            context.listReaders().map((reader) => ({
              name: reader.name,
              state: reader.state,
              atr: reader.atr,
              connect: async (shareMode, protocols) => wrapCard(await reader.connect(shareMode, protocols)),
            })),
          waitForChange: (readers, timeoutMs) =>
            context.waitForChange(
              readers.map((reader) => ({ ...reader, changed: false, atr: null })),
              timeoutMs,
            ),
          cancel: () => context.cancel(),
          close: () => context.close(),
        };
      },
    };
  } catch {
    return null;
  }
}
