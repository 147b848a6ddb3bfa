/**
 * Whatever goes wrong at whichever command of a read: the status says so, nothing of a card that went is shown, and the
 * cards after it are read. Reader and memory of chips are the station's, only the card is simulated.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specimenCsca } from '../fixtures/cards/certificates.ts';
import type { ChipImage } from '../fixtures/cards/chip-image.ts';
import { chipProfiles } from '../fixtures/cards/chip-profiles.ts';
import { handMadePerson, pictureOf } from '../fixtures/cards/hand-made-person.ts';
import { reissue } from '../fixtures/cards/issue.ts';
import { personaliseCard, personalisePassport } from '../fixtures/cards/personalise.ts';
import { CARD_FAULTS, type CardFault, withFault } from '../fixtures/simulators/chip-faults.ts';
import { ChipSimulator, type ChipSimulatorOptions, SPECIMEN_ATR } from '../fixtures/simulators/chip.ts';
import { toHex } from '../native/emrtd/bytes.ts';
import type { ChipData, ChipReadResult } from '../native/emrtd/chip.ts';
import type { CardChannel } from '../native/emrtd/port.ts';
import { readChip } from '../native/emrtd/reader.ts';
import { loadTrust } from '../native/emrtd/trust-store.ts';
import { ApduReader } from '../native/readers/apdu-reader.ts';
import { type CardSlot, type SlotStatus, StatusBoard } from '../native/readers/card-slot.ts';

/** Two blocks of a short answer. */
const PORTRAIT_BYTES = 300;
const SLOT = 'slot of the test';
const OTHER_ATR = Uint8Array.of(...SPECIMEN_ATR.subarray(0, -2), 0x72, 0xfa);
const trust = loadTrust([{ name: 'specimen.cer', bytes: specimenCsca() }]);

/** Holds cards that answer when they like. */
class ChannelSlot implements CardSlot {
  readonly #board = new StatusBoard<SlotStatus>({ state: 'empty', reader: SLOT });
  #insertion = 0;

  get status(): SlotStatus {
    return this.#board.status;
  }

  subscribe(listener: (status: SlotStatus) => void): () => void {
    return this.#board.subscribe(listener);
  }

  insert(channel: CardChannel, atr: Uint8Array): void {
    const connection = { transmit: (command: Uint8Array) => channel.transmit(command), disconnect: () => undefined };
    this.#insertion += 1;
    this.#board.publish({
      state: 'card',
      reader: SLOT,
      insertion: this.#insertion,
      atr,
      connect: () => Promise.resolve({ ok: true, connection }),
    });
  }

  remove(): void {
    this.#board.publish({ state: 'empty', reader: SLOT });
  }

  async close(): Promise<void> {
    this.remove();
  }
}

interface Session {
  image: ChipImage;
  options?: ChipSimulatorOptions;
  protocol: 'bac' | 'pace';
  proof: ChipData['proof'];
  /** Exchanges of a read in which nothing goes wrong. */
  apdus: number;
  /** What a fault does at the exchanges before the first file, in the letters of `outcomeOf`. */
  atTheDoor: Readonly<Record<'naked-status' | 'wrong-mac' | '6988', string>>;
}

const NO_PROOF = { method: null, result: 'not-offered' } as const;
const AGREED = { method: 'chip-authentication', result: 'holds' } as const;
/** EF.CardAccess in both forms and EF.ATR/INFO, as far as they are asked for; then SELECT, GET CHALLENGE, EXTERNAL AUTHENTICATE. */
const BAC_DOOR = { 'naked-status': '.....NPP', 'wrong-mac': '......WP', '6988': '.....NPW' };
/** EF.CardAccess, EF.ATR/INFO; then MSE:Set AT, nonce, mapping, key agreement, tokens and SELECT. */
const PACE_DOOR = { 'naked-status': '..bbPPPP', 'wrong-mac': 'P..WPPPP', '6988': '..bbPPWP' };
const longer = (door: Session['atTheDoor']): Session['atTheDoor'] => ({
  'naked-status': `.${door['naked-status']}`,
  'wrong-mac': `.${door['wrong-mac']}`,
  '6988': `.${door['6988']}`,
});

const pictures = { portrait: pictureOf(PORTRAIT_BYTES) };
const card = personaliseCard(handMadePerson(), pictures);
const withoutProofs = (image: ChipImage): ChipImage =>
  reissue(
    image,
    new Map([
      [14, null],
      [15, null],
    ]),
  );
const withoutPace = (image: ChipImage): ChipImage => ({ ...image, pace: [], masterFiles: new Map() });
const bare = withoutProofs(card);
const foreigner = handMadePerson({ passport: { number: 'C1234567', issuingState: 'VNM', expiryDate: '2030-01-01' } });
const chipAuthentication3Des = chipProfiles['ca-3des'].make(card).image;
const short = { extendedLength: null };

const sessions: Readonly<Record<string, Session>> = {
  'BAC, short lengths': {
    image: withoutPace(bare),
    options: short,
    protocol: 'bac',
    proof: NO_PROOF,
    apdus: 18,
    atTheDoor: BAC_DOOR,
  },
  'PACE with AES-128, short lengths': {
    image: bare,
    options: short,
    protocol: 'pace',
    proof: NO_PROOF,
    apdus: 19,
    atTheDoor: PACE_DOOR,
  },
  'PACE with AES-128, extended lengths': {
    image: bare,
    protocol: 'pace',
    proof: NO_PROOF,
    apdus: 12,
    atTheDoor: PACE_DOOR,
  },
  'BAC and chip authentication with 3DES': {
    image: withoutPace(chipAuthentication3Des),
    protocol: 'bac',
    proof: AGREED,
    apdus: 16,
    atTheDoor: longer(BAC_DOOR),
  },
  'PACE and chip authentication with AES-128': {
    image: card,
    protocol: 'pace',
    proof: AGREED,
    apdus: 16,
    atTheDoor: PACE_DOOR,
  },
  'PACE and active authentication': {
    ...chipProfiles['aa-ecdsa-plain'].make(card),
    protocol: 'pace',
    proof: { method: 'active-authentication', result: 'holds' },
    apdus: 15,
    atTheDoor: PACE_DOOR,
  },
  'PACE with chip authentication mapping': {
    ...chipProfiles['pace-cam'].make(card),
    protocol: 'pace',
    proof: { method: 'pace-cam', result: 'holds' },
    apdus: 15,
    // The encrypted authentication data ends the answer with the tokens; unreadable, it leaves chip authentication. Then
    // EF.CardSecurity is read, and SELECT comes after it.
    atTheDoor: { 'naked-status': '..bbPPPrP', 'wrong-mac': 'P..WPPcrP', '6988': '..bbPPWrP' },
  },
  'a passport without proofs': {
    image: personalisePassport(foreigner, pictures),
    protocol: 'bac',
    proof: NO_PROOF,
    apdus: 12,
    atTheDoor: longer(BAC_DOOR),
  },
};

/** What is laid down next: a card of another holder and of another kind. */
const next = withoutPace(
  withoutProofs(personaliseCard(handMadePerson({ fullName: 'Trần Thị Bình', sex: 'female' }), pictures)),
);

/**
 * `.` read as if nothing had happened, `r` read in a new session, `b` by BAC after PACE was refused, `c` with chip
 * authentication for a mapping that could not show it; `L` card lost, `P` protocol, `W` wrong key, `N` not a document.
 */
function outcomeOf(result: ChipReadResult, session: Session): string {
  if (!result.ok) {
    const letters = { 'card-lost': 'L', protocol: 'P', 'wrong-key': 'W', 'not-a-document': 'N' } as const;
    const { kind } = result.failure;
    return kind in letters ? letters[kind as keyof typeof letters] : `(${kind})`;
  }
  const { chip } = result;
  const ids = chip.findings.map(({ id }) => id).filter((id) => id !== 'group-not-listed' && id !== 'smaller-blocks');
  if (!isWhole(chip, session.image)) return '(wrong data)';
  if (ids.join() === 'pace-refused' && chip.access?.protocol === 'bac') return 'b';
  if (chip.access?.protocol !== session.protocol) return `(${chip.access?.protocol})`;
  const { method, result: proven } = chip.proof;
  if (proven !== session.proof.result) return `(${proven})`;
  if (method !== session.proof.method)
    return method === 'chip-authentication' && ids.length === 0 ? 'c' : `(${method})`;
  return ids.length === 0 ? '.' : ids.join() === 'session-resumed' ? 'r' : `(${ids.join()})`;
}

/** Anchored, and byte for byte what stands on the chip. */
function isWhole({ authenticity, dataGroups, portrait, sod }: ChipData, { files }: ChipImage): boolean {
  const groups = [...dataGroups].every(([group, bytes]) => toHex(files.get(0x100 + group) ?? sod) === toHex(bytes));
  const hasNames = dataGroups.has(1) && dataGroups.has(13) === files.has(0x10d);
  return authenticity.verdict === 'anchored' && groups && hasNames && portrait?.bytes.length === PORTRAIT_BYTES;
}

interface Run {
  /** Whether the read came as far as the fault. */
  struck: boolean;
  outcome: string;
  afterwards: string;
  shown: readonly string[];
}

/** A card on which one command goes wrong, then one of another holder, then the first one again, all right now. */
async function layDown(session: Session, fault: { index: number; fault: CardFault }): Promise<Run> {
  const slot = new ChannelSlot();
  const reader = new ApduReader({ slot, readChip, judging: { trust } });
  const shown: string[] = [];
  const read = (who: string, { accessKey }: ChipImage): Promise<ChipReadResult> => {
    if (reader.status.state !== 'card') throw new Error('no card is there');
    const show = (): number => shown.push(who);
    return reader.status.read({ keys: [accessKey], onNames: show, onProgress: show });
  };

  const chip = new ChipSimulator(session.image, session.options);
  const faulty = withFault(chip, fault);
  const struck = Promise.withResolvers<undefined>();
  const transmit = (command: Uint8Array): ReturnType<CardChannel['transmit']> => {
    const answer = faulty.transmit(command);
    if (faulty.struck) struck.resolve(undefined);
    return answer;
  };
  slot.insert({ transmit }, SPECIMEN_ATR);
  const reading = read('first', session.image);
  if (fault.fault === 'late-answer') {
    await Promise.race([struck.promise, reading]);
    slot.remove();
  }
  const result = await reading;
  slot.remove();
  const gone = shown.length;

  const other = new ChipSimulator(next, short);
  slot.insert({ transmit: async (command) => ({ ok: true, response: other.transmit(command) }) }, OTHER_ATR);
  const readingNext = read('next', next);
  faulty.answerLate();
  const second = await readingNext;
  slot.remove();

  chip.reset();
  slot.insert({ transmit: async (command) => ({ ok: true, response: chip.transmit(command) }) }, SPECIMEN_ATR);
  const third = await read('again', session.image);
  await reader.close();

  const isNext = second.ok && isWhole(second.chip, next) && second.chip.mrz?.name.primary === 'TRAN';
  expect(shown.slice(gone).includes('first')).toBe(false);
  return {
    struck: faulty.struck,
    outcome: outcomeOf(result, session),
    afterwards: `${isNext ? '.' : '(next)'}${outcomeOf(third, session)}`,
    shown: shown.slice(0, gone),
  };
}

describe.each(Object.entries(sessions))('%s', (_, session) => {
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown): number => rejections.push(reason);
  beforeAll(() => {
    process.on('unhandledRejection', onRejection);
  });
  afterAll(() => {
    process.off('unhandledRejection', onRejection);
    expect(rejections).toEqual([]);
  });

  const expected = (fault: CardFault): string => {
    switch (fault) {
      case 'pulled':
      case 'late-answer':
        return 'L'.repeat(session.apdus);
      case 'empty':
        return 'P'.repeat(session.apdus);
      default:
        return session.atTheDoor[fault].padEnd(session.apdus, 'r');
    }
  };

  it.each(CARD_FAULTS)('%s, at every command', async (fault) => {
    let outcomes = '';
    const afterwards = new Set<string>();
    for (let index = 0; ; index++) {
      const run = await layDown(session, { index, fault });
      if (!run.struck) {
        expect(run.outcome).toBe('.');
        break;
      }
      outcomes += run.outcome;
      afterwards.add(run.afterwards);
      expect(run.shown.every((who) => who === 'first')).toBe(true);
    }
    expect(outcomes).toBe(expected(fault));
    expect([...afterwards]).toEqual(['..']);
  });
});
