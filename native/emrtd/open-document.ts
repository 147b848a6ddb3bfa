import type { ChipDoor, OpenChip, Outcome } from './access.ts';
import type { FileReader, FileResult, PartialFile, SkipReason } from './files.ts';
import type { SecureMessaging } from './secure-messaging.ts';

/** New sessions after one that broke. Chips that need a third one do not come back. */
export const MAX_RESTARTS = 2;
/** New sessions in all. A chip may leave one at each step down in size, and at each group it refuses in the clear. */
export const MAX_SESSIONS = 16;

type Broken = Extract<FileResult, { kind: 'broken' }>;
export type DocumentRead = Outcome<{ bytes: Uint8Array } | { bytes: null; kind: SkipReason; detail: string }>;

/** An open chip that is opened again whenever its session breaks; what was read of a file stays read. */
export class OpenDocument {
  readonly #door: ChipDoor;
  readonly #chip: OpenChip;
  readonly #files: FileReader;
  readonly #note: (id: string, detail: string) => void;
  #session: SecureMessaging;
  #restarts = 0;
  #sessions = 0;

  constructor(door: ChipDoor, chip: OpenChip, files: FileReader, note: (id: string, detail: string) => void) {
    this.#door = door;
    this.#chip = chip;
    this.#files = files;
    this.#note = note;
    this.#session = chip.session;
  }

  get session(): SecureMessaging {
    return this.#session;
  }

  /** Goes on under the keys of chip authentication. */
  use(session: SecureMessaging): void {
    this.#session = session;
  }

  /** One try in the session as it is: a broken one is left for the caller to deal with. */
  readOnce(partial: PartialFile): Promise<FileResult> {
    return this.#files.read(this.#session, partial);
  }

  /** The file, or why the chip keeps it to itself. */
  async read(partial: PartialFile): Promise<DocumentRead> {
    let earlierRefusal: SkipReason | null = null;
    for (;;) {
      const result = await this.readOnce(partial);
      if (result.ok) return result;
      if (result.kind === 'failed') return { ok: false, failure: result.failure };
      if (result.kind !== 'broken') return { ...result, ok: true, bytes: null };
      // Some chips refuse a file in the clear, which ends the session. Saying it twice, they mean it.
      const meant = result.refusal === earlierRefusal ? result.refusal : null;
      if (meant !== null) this.#restarts -= 1;
      const reopened = await this.reopen(partial.file.name, {
        detail: result.detail,
        probing: result.probing || meant !== null,
      });
      if (!reopened.ok) return reopened;
      if (meant !== null) return { ok: true, bytes: null, kind: meant, detail: result.detail };
      earlierRefusal = result.refusal;
    }
  }

  /** A new session for one that broke at `what`. */
  async reopen(what: string, broken: Pick<Broken, 'detail' | 'probing'>): Promise<Outcome<object>> {
    this.#sessions += 1;
    if (!broken.probing) this.#restarts += 1;
    if (this.#restarts > MAX_RESTARTS || this.#sessions > MAX_SESSIONS) {
      const detail = `secure messaging broke again at ${what}: ${broken.detail}`;
      return { ok: false, failure: { kind: 'protocol', detail } };
    }
    this.#note('session-resumed', `${what}: ${broken.detail}`);
    const reopened = await this.#door.reopen(this.#chip);
    if (!reopened.ok) return reopened;
    this.#session = reopened.session;
    return { ok: true };
  }
}
