/**
 * What one kind of chip takes, learned once and remembered by ATR, so that the next card of that kind is not asked
 * again. None of it says anything about the holder.
 */

/** Largest APDUs with extended length that EF.ATR/INFO states (ISO/IEC 7816-4, 12.7.1, DO'7F66'). */
export interface ExtendedLength {
  commandBytes: number;
  responseBytes: number;
  /** Reads in a row that ended at their first extended command: the reader between us and the chip may not take it. */
  failures: number;
}

export interface ChipProfile {
  /** How EF.CardAccess is reached; `none`: the chip has no such file, so no PACE. */
  cardAccess: 'unknown' | 'short-id' | 'select' | 'none';
  extended: 'unknown' | 'none' | ExtendedLength;
  /** Largest Le of a short READ BINARY that worked where a larger one was refused. */
  maxBlockBytes: number | null;
  /** Whether READ BINARY may name a file by its short identifier. */
  shortIds: 'unknown' | 'work' | 'refused';
}

export const UNKNOWN_CHIP: ChipProfile = {
  cardAccess: 'unknown',
  extended: 'unknown',
  maxBlockBytes: null,
  shortIds: 'unknown',
};

/** A card pulled at just that moment looks the same as a reader that cannot; twice is no accident. */
export const MAX_EXTENDED_FAILURES = 2;

/** The memory for the kind of chip that is being read. */
export interface ProfileMemory {
  recall(): ChipProfile | null;
  remember(profile: ChipProfile): void;
}

/** Kinds of chips that one kiosk meets; the oldest is forgotten first. */
export const MAX_PROFILES = 256;
/**
 * Reads after which a kind of chip is asked anew. Cards of different makes can share an ATR, and what one of them taught
 * must not stay for ever; asking costs a handful of commands.
 */
export const MAX_RECALLS = 100;

/** Profiles of all kinds of chips, by ATR. */
export class ChipProfiles {
  readonly #profiles = new Map<string, { profile: ChipProfile; recalls: number }>();

  /** `kind` is the ATR in hex. */
  of(kind: string): ProfileMemory {
    return {
      recall: () => {
        const known = this.#profiles.get(kind);
        if (!known) return null;
        known.recalls += 1;
        if (known.recalls > MAX_RECALLS) this.#profiles.delete(kind);
        return known.recalls > MAX_RECALLS ? null : known.profile;
      },
      remember: (profile) => {
        const recalls = this.#profiles.get(kind)?.recalls ?? 0;
        this.#profiles.delete(kind);
        this.#profiles.set(kind, { profile, recalls });
        for (const oldest of this.#profiles.keys()) {
          if (this.#profiles.size <= MAX_PROFILES) break;
          this.#profiles.delete(oldest);
        }
      },
    };
  }
}

/**
 * The profile of the chip being read: starts with what is remembered. Its lessons serve this read, and the next cards only
 * when it ended well: a card of another kind, or one made to mislead, may have the same ATR.
 */
export class LearningProfile {
  readonly #memory: ProfileMemory | undefined;
  /** What the memory holds. */
  #remembered: ChipProfile;
  #profile: ChipProfile;

  constructor(memory?: ProfileMemory) {
    this.#memory = memory;
    this.#remembered = memory?.recall() ?? UNKNOWN_CHIP;
    this.#profile = this.#remembered;
  }

  get current(): ChipProfile {
    return this.#profile;
  }

  learn(lesson: Partial<ChipProfile>): void {
    this.#profile = { ...this.#profile, ...lesson };
  }

  /** The document was read and contradicts nothing: what its chip taught is worth remembering. */
  confirm(): void {
    if (this.#profile !== this.#remembered) this.#remember(this.#profile);
  }

  /** What was remembered does not fit this chip. */
  forget(): void {
    this.#profile = UNKNOWN_CHIP;
    this.#remember(UNKNOWN_CHIP);
  }

  #remember(profile: ChipProfile): void {
    this.#remembered = profile;
    this.#memory?.remember(profile);
  }

  /** An extended command is on its way: a failure as long as nobody says otherwise. It may end the read, so it is noted now. */
  extendedSent(): void {
    this.#countFailures((failures) => failures + 1);
  }

  extendedAnswered(): void {
    this.#countFailures(() => 0);
  }

  #countFailures(count: (failures: number) => number): void {
    const { extended } = this.#profile;
    if (typeof extended === 'string') return;
    const counted = { ...extended, failures: count(extended.failures) };
    this.learn({ extended: counted });
    this.#remember({ ...this.#remembered, extended: counted });
  }

  /** Largest response APDU with extended length that may be asked for; null when only short lengths are safe. */
  get extendedResponseBytes(): number | null {
    const { extended } = this.#profile;
    if (typeof extended === 'string' || extended.failures >= MAX_EXTENDED_FAILURES) return null;
    return extended.responseBytes;
  }
}
