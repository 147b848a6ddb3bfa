/**
 * Opening the chip: PACE first where it is offered, BAC where it is not, or where the chip turned PACE down before the
 * secret was used; never after a token that did not hold (ICAO 9303-11, 4.2 and 7.1.2).
 */
import { STATUS, statusText } from './apdu.ts';
import { authenticateBac, type RandomSource } from './bac.ts';
import { readAtrInfo, readCardAccess, selectMasterFile } from './card-files.ts';
import { CardSecurityFile } from './card-security.ts';
import { isCanKey, type AccessKey, type ChipFailure, type MrzKey } from './chip.ts';
import { APPLICATION_ID } from './files.ts';
import type { KeyPairSource } from './key-pairs.ts';
import { isUsableKey } from './keys.ts';
import type { ChipLink } from './link.ts';
import { establishPace, MIN_TRIES_LEFT, paceOffers, type PaceOffer, type PaceResult } from './pace.ts';
import type { LearningProfile } from './profile.ts';
import { sendProtected, type SecureMessaging } from './secure-messaging.ts';
import { parseSecurityInfos } from './security-infos.ts';

/** Wrong keys after which the holder is asked instead: each costs a second, and some chips slow down or block. */
export const MAX_WRONG_KEYS = 4;
/** Variants of PACE tried with one key, when the chip turns down what it offers. */
const MAX_OFFERS = 3;
/** A proven key that no longer fits is a chip out of step; a second time it is something else. */
const MAX_REOPENINGS = 2;

export type Outcome<T> = ({ ok: true } & T) | { ok: false; failure: ChipFailure };

export type Protocol = { name: 'bac' } | { name: 'pace'; offer: PaceOffer };

/** A chip with its application selected, and what opened it. */
export interface OpenChip {
  session: SecureMessaging;
  key: AccessKey;
  protocol: Protocol;
  /** What the chip authentication mapping of PACE left to verify. */
  cam: Extract<PaceResult, { ok: true }>['cam'];
  /** EF.CardSecurity with the key for that; null where there is no such mapping, or no such file. */
  cardSecurity: Uint8Array | null;
}

export interface DoorOptions {
  /** Likeliest first; each is tried once. */
  keys: readonly AccessKey[];
  random: RandomSource;
  keyPairs: KeyPairSource;
  /** Takes findings. */
  note: (id: string, detail: string) => void;
  /** Takes how many APDUs only served the proof of the chip. */
  onProofApdus: (count: number) => void;
}

type Password = 'mrz' | 'can';
type Attempt =
  | { kind: 'open'; chip: OpenChip }
  | { kind: 'wrong-key'; triesLeft: number | null }
  | { kind: 'turned-down'; detail: string }
  | { kind: 'failed'; failure: ChipFailure };

const SELECT_APPLICATION = { cla: 0x00, ins: 0xa4, p1: 0x04, p2: 0x0c, data: APPLICATION_ID };

const SETTLED = { ok: true, isSessionLost: false } as const;

const passwordOf = (key: AccessKey): Password => (isCanKey(key) ? 'can' : 'mrz');
const protocolFailure = (detail: string): ChipFailure => ({ kind: 'protocol', detail });

/** Tries keys on the chip, and opens it again with the one that fitted. */
export class ChipDoor {
  readonly #link: ChipLink;
  readonly #profile: LearningProfile;
  readonly #options: DoorOptions;
  readonly #cardSecurityFile: CardSecurityFile;
  #cardSecurity: Uint8Array | null = null;
  #offers: PaceOffer[] = [];
  /** Passwords for which the chip turned PACE down. */
  readonly #turnedDown = new Set<Password>();
  /** Passwords that PACE got as far as using, and that did not hold. */
  readonly #failedTokens = new Set<Password>();
  #hasBac = true;
  #applicationSelected = false;
  #bacTried = false;
  /** That the chip has no EF.CardAccess was learned from an earlier card. */
  #isRemembered: boolean;

  constructor(link: ChipLink, profile: LearningProfile, options: DoorOptions) {
    this.#link = link;
    this.#profile = profile;
    this.#options = options;
    this.#cardSecurityFile = new CardSecurityFile(link, profile);
    this.#isRemembered = profile.current.cardAccess === 'none';
  }

  async open(): Promise<Outcome<{ chip: OpenChip }>> {
    const asked = await this.#askTheChip();
    if (!asked.ok) return asked;

    let tried = 0;
    for (const key of this.#options.keys.filter(isUsableKey)) {
      if (tried === MAX_WRONG_KEYS) break;
      const attempt = await this.#try(key);
      if (attempt.kind === 'open') return { ok: true, chip: attempt.chip };
      if (attempt.kind === 'failed') return { ok: false, failure: attempt.failure };
      if (attempt.kind === 'turned-down') continue;
      tried += 1;
      if (attempt.triesLeft !== null && attempt.triesLeft < MIN_TRIES_LEFT) {
        this.#options.note('few-tries-left', `the chip takes ${attempt.triesLeft} more`);
        break;
      }
    }
    return { ok: false, failure: this.#noKeyFitted(tried) };
  }

  /** PACE, and BAC where there is none or it was turned down; after a token that did not hold it would be a downgrade. */
  async #try(key: AccessKey): Promise<Attempt> {
    const byPace = await this.#tryPace(key);
    if (byPace.kind !== 'turned-down' || isCanKey(key) || !this.#hasBac || this.#failedTokens.has('mrz')) return byPace;
    const byBac = await this.#tryBac(key);
    if (byBac.kind !== 'turned-down') return byBac;
    this.#hasBac = false;
    if (!this.#isRemembered) return byBac;
    const askedAgain = await this.#askAgain();
    return askedAgain.ok ? this.#tryPace(key) : { kind: 'failed', failure: askedAgain.failure };
  }

  /** A new session with the key and protocol that opened the chip before. */
  async reopen(opened: Pick<OpenChip, 'key' | 'protocol'>): Promise<Outcome<{ session: SecureMessaging }>> {
    const again = await this.#openAgain(opened);
    return again.ok ? { ok: true, session: again.chip.session } : again;
  }

  async #openAgain({ key, protocol }: Pick<OpenChip, 'key' | 'protocol'>): Promise<Outcome<{ chip: OpenChip }>> {
    for (let count = 1; ; count++) {
      this.#applicationSelected = false;
      // PACE belongs to the master file; most chips take it with the application selected, too.
      const masterFile = count === 1 ? null : await selectMasterFile(this.#link);
      if (masterFile?.ok === false) return masterFile;
      const attempt = await (protocol.name === 'pace' ? this.#pace(protocol.offer, key) : this.#tryBac(key as MrzKey));
      if (attempt.kind === 'open') return { ok: true, chip: attempt.chip };
      if (attempt.kind === 'failed') return { ok: false, failure: attempt.failure };
      if (count === MAX_REOPENINGS) {
        return { ok: false, failure: protocolFailure('the key that opened the chip no longer does') };
      }
    }
  }

  /** A chip that is remembered as one without PACE may have come in a newer make. */
  #askAgain(): Promise<Outcome<object>> {
    this.#isRemembered = false;
    this.#profile.forget();
    return this.#askTheChip();
  }

  /** What PACE the chip offers and, once for a kind of chip, which lengths it takes. */
  async #askTheChip(): Promise<Outcome<object>> {
    const cardAccess = await readCardAccess(this.#link, this.#profile);
    if (!cardAccess.ok) return cardAccess;
    if (cardAccess.bytes) {
      const parsed = parseSecurityInfos(cardAccess.bytes);
      const { usable, unsupported } = parsed.ok ? paceOffers(parsed.infos) : { usable: [], unsupported: [] };
      this.#offers = usable.slice(0, MAX_OFFERS);
      if (!parsed.ok) this.#options.note('card-access-malformed', parsed.detail);
      if (usable.length === 0 && unsupported.length > 0) {
        this.#options.note('pace-unsupported', unsupported.join(', '));
      }
    }
    if (this.#profile.current.extended !== 'unknown') return { ok: true };
    const atrInfo = await readAtrInfo(this.#link, this.#profile);
    return atrInfo.ok ? { ok: true } : atrInfo;
  }

  async #tryPace(key: AccessKey): Promise<Attempt> {
    const password = passwordOf(key);
    let attempt: Attempt = { kind: 'turned-down', detail: 'no PACE' };
    if (this.#offers.length === 0 || this.#turnedDown.has(password)) return attempt;
    for (const offer of this.#offers) {
      attempt = await this.#pace(offer, key);
      if (attempt.kind !== 'turned-down') break;
    }
    if (attempt.kind === 'wrong-key') this.#failedTokens.add(password);
    if (attempt.kind === 'turned-down') {
      this.#turnedDown.add(password);
      this.#options.note('pace-refused', attempt.detail);
    }
    return attempt;
  }

  async #pace(offer: PaceOffer, key: AccessKey): Promise<Attempt> {
    const result = await establishPace(this.#link, offer, key, this.#options);
    if (result.ok) {
      const { session, cam } = result;
      const protocol = { name: 'pace', offer } as const;
      const settled = cam ? await this.#readCardSecurity(session) : SETTLED;
      if (!settled.ok) return { kind: 'failed', failure: settled.failure };
      if (settled.isSessionLost) {
        const again = await this.#openAgain({ key, protocol });
        return again.ok ? { kind: 'open', chip: again.chip } : { kind: 'failed', failure: again.failure };
      }
      const unselected = await this.#selectApplication(session);
      if (unselected) return unselected;
      return { kind: 'open', chip: { session, key, protocol, cam, cardSecurity: this.#cardSecurity } };
    }
    switch (result.kind) {
      case 'refused':
        return { kind: 'turned-down', detail: result.detail };
      case 'wrong-key':
        return result;
      case 'impostor':
        return { kind: 'failed', failure: protocolFailure(result.detail) };
      case 'failed':
        return result;
    }
  }

  /** The file with the key of the mapping. A chip that keeps it to itself may show that key in DG14. */
  async #readCardSecurity(session: SecureMessaging): Promise<Outcome<{ isSessionLost: boolean }>> {
    const before = this.#link.cost().apdus;
    const read = await this.#cardSecurityFile.read(session);
    this.#options.onProofApdus(this.#link.cost().apdus - before);
    if (read === null) return SETTLED;
    if (read.ok) {
      this.#cardSecurity = read.bytes;
      return SETTLED;
    }
    const { note } = this.#options;
    if (read.kind === 'failed') {
      if (read.failure.kind !== 'protocol') return { ok: false, failure: read.failure };
      note('card-security-unreadable', read.failure.detail);
      return SETTLED;
    }
    const isSessionLost = read.kind === 'broken';
    if (isSessionLost) note('session-resumed', `EF.CardSecurity: ${read.detail}`);
    if (this.#cardSecurityFile.isSettled) note('card-security-unreadable', read.detail);
    return { ok: true, isSessionLost };
  }

  async #tryBac(key: MrzKey): Promise<Attempt> {
    const first = await this.#bac(key);
    // Some chips want the application selected anew after a key that did not fit.
    const isOutOfStep = first.kind === 'turned-down' && this.#bacTried;
    this.#bacTried = true;
    if (!isOutOfStep) return first;
    this.#applicationSelected = false;
    return this.#bac(key);
  }

  async #bac(key: MrzKey): Promise<Attempt> {
    const unselected = this.#applicationSelected ? null : await this.#selectApplication(null);
    if (unselected) return unselected;
    this.#applicationSelected = true;
    const result = await authenticateBac(this.#link, key, this.#options.random);
    if (result.ok) {
      return {
        kind: 'open',
        chip: { session: result.session, key, protocol: { name: 'bac' }, cam: null, cardSecurity: null },
      };
    }
    switch (result.kind) {
      case 'wrong-key':
        return { kind: 'wrong-key', triesLeft: null };
      case 'not-offered':
        return { kind: 'turned-down', detail: `BAC: ${statusText(result.status)}` };
      case 'failed':
        return result;
    }
  }

  /** In the clear where there is no session yet. What came in the way; null when the application is selected. */
  async #selectApplication(session: SecureMessaging | null): Promise<Attempt | null> {
    const result = session
      ? await sendProtected(this.#link, session, SELECT_APPLICATION)
      : { ...(await this.#link.send(SELECT_APPLICATION)), kind: 'failed' as const };
    if (!result.ok) {
      return { kind: 'failed', failure: result.kind === 'failed' ? result.failure : protocolFailure(result.detail) };
    }
    const { status } = result.response;
    if (status === STATUS.success) return null;
    const detail = `SELECT of the eMRTD application: ${statusText(status)}`;
    // The application is there, and wants PACE before it is selected.
    if (!session && status === STATUS.securityStatusNotSatisfied) return { kind: 'turned-down', detail };
    return { kind: 'failed', failure: { kind: 'not-a-document', detail } };
  }

  #noKeyFitted(tried: number): ChipFailure {
    const keys = this.#options.keys.filter(isUsableKey);
    const hasCan = keys.some(isCanKey);
    const refusesMrz = this.#turnedDown.has('mrz') && !this.#hasBac;
    if (tried === 0 && !this.#hasBac && (hasCan || !refusesMrz)) {
      return protocolFailure('the chip takes neither PACE nor BAC as this reader knows them');
    }
    // A chip that turned down the printed data everywhere is one that wants the number on its front.
    const wantsCan = refusesMrz || (tried > 0 && keys.every(isCanKey));
    return { kind: 'wrong-key', tried, ask: wantsCan ? 'can' : 'mrz' };
  }
}
