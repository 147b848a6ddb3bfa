import { describe, expect, it } from 'vitest';
import { dataGroupFile as fileId, type ChipImage } from '../../fixtures/cards/chip-image.ts';
import type { ChipProfileName } from '../../fixtures/cards/chip-profiles.ts';
import { reissue, withPace } from '../../fixtures/cards/issue.ts';
import { dg14 } from '../../fixtures/cards/security-files.ts';
import { chipAuthenticationInfos } from '../../fixtures/cards/security-infos.ts';
import { specimenDomainKey } from '../../fixtures/cards/specimen-keys.ts';
import type { ChipSimulatorOptions } from '../../fixtures/simulators/chip.ts';
import { dataGroupFile, emptyFile } from './files.ts';
import {
  MAX_PROOF_ATTEMPTS,
  proveByActiveAuthentication,
  proveByKeyAgreement,
  type MappingEvidence,
  type ProofOutcome,
} from './proof.ts';
import { NO_INFOS, parseSecurityInfos, type SecurityInfos } from './security-infos.ts';
import { status } from './testing.ts';
import { openTestChip, type OpenedTestChip } from './testing-open.ts';
import { citizenCard, madeChip, WatchedChip, withWrongMac, type Watch } from './testing-simulator.ts';

const DG1 = dataGroupFile(1)!;
const IMAGE = citizenCard();
const KEY = IMAGE.accessKey;
const SET_TEMPLATE = '22 41a4';
const READ_DG1 = 'b0 8100';
const SIGN = '88 0000';

type Opened = OpenedTestChip & { card: WatchedChip };

/** Opened by BAC: its commands are no others than those of the proof. */
async function open(image: ChipImage, options: ChipSimulatorOptions = {}, watch: Watch = {}): Promise<Opened> {
  const card = new WatchedChip(image, { extendedLength: null, ...options }, watch);
  return { ...(await openTestChip(card, KEY)), card };
}

const openMade = (name: ChipProfileName, watch: Watch = {}): Promise<Opened> => {
  const { image, options } = madeChip(name);
  return open(image, options, watch);
};

/** Leaves the session with this word at the commands with this text, counted from 1, that fit. */
function leaving(word: number, text: string, fits: (count: number) => boolean = () => true): Watch {
  let count = 0;
  return {
    before: (exchange, card) => {
      if (exchange.text !== text || !fits(++count)) return null;
      card.forgetSession();
      return status(word);
    },
  };
}

const infosIn = (bytes: Uint8Array): SecurityInfos => {
  const parsed = parseSecurityInfos(bytes);
  if (!parsed.ok) throw new Error(parsed.detail);
  return parsed.infos;
};
const infosOf = (image: ChipImage): SecurityInfos => infosIn(image.files.get(fileId(14))!);

const byKey = (
  { document, chip: { cam }, tools }: Opened,
  image = IMAGE,
  next = emptyFile(DG1),
  cardSecurity: MappingEvidence['cardSecurity'] = 'unreadable',
): Promise<ProofOutcome> =>
  proveByKeyAgreement(document, cam && { mapping: cam, cardSecurity }, infosOf(image), next, tools);

const signedWith = (image: ChipImage, infos: SecurityInfos = NO_INFOS) => {
  const dg15 = image.files.get(fileId(15))!;
  return ({ document, tools }: Opened, isExtendedFit = false): Promise<ProofOutcome> =>
    proveByActiveAuthentication(document, dg15, infos, isExtendedFit, tools);
};

const proven = (result: string, method = 'chip-authentication'): object => ({ ok: true, proof: { method, result } });

describe('chip authentication (ICAO 9303-11, 6.2)', () => {
  it('holds when the next READ is answered under the new keys: no command but its own two', async () => {
    const opened = await open(IMAGE);
    const before = opened.document.session;
    const next = emptyFile(DG1);
    expect(await byKey(opened, IMAGE, next)).toEqual({ ...proven('holds'), detail: '' });
    expect(opened.card.log.slice(3)).toEqual([SET_TEMPLATE, '86 0000', READ_DG1]);
    expect(opened.proofApdus()).toBe(2);
    expect(opened.document.session).not.toBe(before);
    expect(next.readBytes).toBe(next.totalBytes);
    expect((await opened.document.read(emptyFile(dataGroupFile(13)!))).ok).toBe(true);
  });

  it('takes one command with 3DES', async () => {
    const { image } = madeChip('ca-3des');
    const opened = await openMade('ca-3des');
    expect(await byKey(opened, image)).toMatchObject(proven('holds'));
    expect(opened.proofApdus()).toBe(1);
  });

  it('holds although the next file is kept from us: the refusal came under the new keys', async () => {
    const opened = await open({ ...IMAGE, denied: new Set([fileId(1)]) });
    expect(await byKey(opened)).toMatchObject(proven('holds'));
  });

  it('contradicts on a copied chip, every time, and the old way of reading goes on', async () => {
    const opened = await openMade('ca-copied-chip');
    expect(await byKey(opened)).toMatchObject({ ...proven('contradicts'), detail: 'unprotected status 6988' });
    expect(opened.card.count(READ_DG1)).toBe(MAX_PROOF_ATTEMPTS);
    expect(opened.findings).toEqual(['session-resumed', 'session-resumed']);
    expect((await opened.document.read(emptyFile(DG1))).ok).toBe(true);
    // Proving costs none of the sessions that a document has.
    expect(opened.findings).toHaveLength(2);
  });

  it('is tried again after a session lost at just that moment', async () => {
    const opened = await open(
      IMAGE,
      {},
      leaving(0x6988, READ_DG1, (count) => count === 1),
    );
    expect(await byKey(opened)).toMatchObject(proven('holds'));
    expect(opened.findings).toEqual(['session-resumed']);
  });

  it('holds when the session is lost after the first answer under the new keys', async () => {
    let reads = 0;
    const opened = await open(
      { ...IMAGE, files: new Map([...IMAGE.files, [fileId(1), IMAGE.files.get(fileId(13))!]]) },
      {},
      {
        after: ({ text }, answer) => (text.startsWith('b0') && ++reads === 2 ? withWrongMac(answer) : answer),
      },
    );
    const next = emptyFile(dataGroupFile(13)!);
    expect(await byKey(opened, IMAGE, next)).toMatchObject(proven('holds'));
    expect(opened.findings).toEqual(['session-resumed']);
    expect(await opened.document.read(next)).toMatchObject({ ok: true, bytes: IMAGE.files.get(fileId(13)) });
  });

  it('is no proof when nothing was read after it', async () => {
    const done = { ...emptyFile(DG1), totalBytes: 0 };
    expect(await byKey(await open(IMAGE), IMAGE, done)).toEqual({
      ...proven('contradicts'),
      detail: 'no answer under the new keys',
    });
  });

  it('that the chip refuses leaves the session as it was', async () => {
    const opened = await open({ ...IMAGE, secrets: { ...IMAGE.secrets, chipAuthentication: [] } });
    const before = opened.document.session;
    expect(await byKey(opened)).toMatchObject({ ...proven('refused'), detail: 'MSE:Set AT: 6A86' });
    expect(opened.document.session).toBe(before);
    expect(opened.findings).toEqual([]);
  });

  it.each([1, Infinity])('that ends the session %f times is refused in the end', async (times) => {
    const opened = await open(
      IMAGE,
      {},
      leaving(0x6988, SET_TEMPLATE, (count) => count <= times),
    );
    expect(await byKey(opened)).toMatchObject(proven(times === 1 ? 'holds' : 'refused'));
    expect((await opened.document.read(emptyFile(DG1))).ok).toBe(true);
  });
});

describe('which key agreement proves it', () => {
  const CHIP_KEY = IMAGE.secrets.chipAuthentication[0]!;
  const mapped = madeChip('pace-cam').image;
  /** A chip whose mapping key is that of DG14, as it should be. */
  const mapping = (secretKey: Uint8Array): ChipImage => withPace(IMAGE, mapped.pace, secretKey);
  const openByPace = async (image: ChipImage): Promise<Opened> => {
    const card = new WatchedChip(image, { extendedLength: null });
    return { ...(await openTestChip(card, KEY, { extended: 'none' })), card };
  };
  const withInfos = (infos: readonly Uint8Array[], secrets: Partial<ChipImage['secrets']> = {}): ChipImage => ({
    ...reissue(IMAGE, new Map([[14, dg14(infos)]])),
    secrets: { ...IMAGE.secrets, ...secrets },
  });

  it('the chip authentication mapping of PACE, for no command at all', async () => {
    const opened = await openByPace(mapping(CHIP_KEY.secretKey));
    const before = opened.card.log.length;
    expect(await byKey(opened)).toEqual({ ...proven('holds', 'pace-cam'), detail: '' });
    expect(opened.card.log).toHaveLength(before);
    expect(opened.proofApdus()).toBe(0);
  });

  it('chip authentication, where the mapping belongs to another key', async () => {
    const opened = await openByPace(mapping(specimenDomainKey(13, 'another').secretKey));
    expect(await byKey(opened)).toMatchObject(proven('holds'));
  });

  it('neither: then the mapping contradicts', async () => {
    const image = mapping(specimenDomainKey(13, 'another').secretKey);
    const opened = await openByPace({ ...image, secrets: { ...image.secrets, chipAuthentication: [] } });
    expect(await byKey(opened)).toMatchObject(proven('contradicts', 'pace-cam'));
  });

  it('the mapping, for a key of EF.CardSecurity', async () => {
    const another = { ...CHIP_KEY, secretKey: specimenDomainKey(13, 'another').secretKey };
    const signed = infosIn(dg14(chipAuthenticationInfos(another)));
    const opened = await openByPace(mapping(another.secretKey));
    expect(await byKey(opened, IMAGE, emptyFile(DG1), signed)).toMatchObject(proven('holds', 'pace-cam'));
  });

  it('neither, where the chip refuses: only a mapping whose key is known contradicts', async () => {
    const image = mapping(specimenDomainKey(13, 'another').secretKey);
    const refusing = { ...image, secrets: { ...image.secrets, chipAuthentication: [] } };
    const nothing = withInfos([]);
    for (const [cardSecurity, shown, expected] of [
      [infosOf(IMAGE), nothing, proven('contradicts', 'pace-cam')],
      [infosOf(IMAGE), IMAGE, proven('contradicts', 'pace-cam')],
      ['unreadable', nothing, { proof: { method: null, result: 'not-offered' } }],
      ['untrusted', IMAGE, proven('refused')],
      ['untrusted', nothing, { proof: { method: null, result: 'not-offered' } }],
    ] as const) {
      const outcome = await byKey(await openByPace(refusing), shown, emptyFile(DG1), cardSecurity);
      expect(outcome).toMatchObject(expected);
    }
  });

  it('none, where DG14 offers none, or none that is known', async () => {
    const opened = await open(IMAGE);
    expect(await byKey(opened, withInfos([]))).toEqual({
      ...proven('not-offered'),
      proof: { method: null, result: 'not-offered' },
      detail: '',
    });
    // id-CA-ECDH-AES-128 without a key.
    const unknown = withInfos(chipAuthenticationInfos(CHIP_KEY).slice(1));
    expect(await byKey(opened, unknown)).toEqual({
      ok: true,
      proof: { method: null, result: 'unsupported' },
      detail: '0.4.0.127.0.7.2.2.3.2.2',
    });
  });

  describe('of two keys', () => {
    const first = { ...CHIP_KEY, ciphers: ['AES-256' as const], keyId: 1 };
    const second = { ...CHIP_KEY, secretKey: specimenDomainKey(13, 'second').secretKey, keyId: 2 };
    const image = withInfos([first, second].flatMap((key) => chipAuthenticationInfos(key)));
    const holding = (...chipAuthentication: ChipImage['secrets']['chipAuthentication']): Promise<Opened> =>
      open({ ...image, secrets: { ...image.secrets, chipAuthentication } });
    const stranger = specimenDomainKey(13, 'stranger').secretKey;

    it('the first, or else the second', async () => {
      expect(await byKey(await holding(first, second), image)).toMatchObject(proven('holds'));
      const opened = await holding(second);
      expect(await byKey(opened, image)).toMatchObject(proven('holds'));
      expect(opened.card.count(SET_TEMPLATE)).toBe(2);
    });

    it('neither: one that contradicts weighs more than one that is refused', async () => {
      expect(await byKey(await holding(), image)).toMatchObject(proven('refused'));
      expect(await byKey(await holding({ ...first, secretKey: stranger }), image)).toMatchObject(proven('contradicts'));
      expect(await byKey(await holding({ ...second, secretKey: stranger }), image)).toMatchObject(
        proven('contradicts'),
      );
    });
  });
});

describe('active authentication (ICAO 9303-11, 6.1)', () => {
  const method = 'active-authentication';

  it.each(['aa-short-truncates', 'aa-extended-empty', 'aa-ecdsa-plain', 'aa-ecdsa-der'] as const)(
    'holds: %s',
    async (name) => {
      const { image, options } = madeChip(name);
      const opened = await open(image, { extendedLength: { commandBytes: 4096, responseBytes: 4096 }, ...options });
      for (const isExtendedFit of [true, false]) {
        expect(await signedWith(image)(opened, isExtendedFit)).toEqual({ ...proven('holds', method), detail: '' });
      }
      expect(opened.proofApdus()).toBe(opened.card.count(SIGN));
    },
  );

  it('contradicts on a copied chip', async () => {
    const { image } = madeChip('aa-copied-chip');
    const opened = await openMade('aa-copied-chip');
    expect(await signedWith(image, infosOf(image))(opened)).toMatchObject(proven('contradicts', method));
    expect(opened.card.count(SIGN)).toBe(1);
  });

  it('may be refused by the chip, or be none of ours', async () => {
    const image = { ...IMAGE, secrets: { ...IMAGE.secrets, activeAuthentication: null } };
    expect(await signedWith(IMAGE)(await open(image))).toMatchObject({
      ...proven('refused', method),
      detail: 'INTERNAL AUTHENTICATE: 6D00',
    });
    const other = { ...IMAGE, files: new Map([[fileId(15), Uint8Array.of(0x6f, 0)]]) };
    expect(await signedWith(other)(await open(IMAGE))).toMatchObject(proven('unsupported', method));
  });

  it.each([false, true])(
    'asks in the other form when a chip leaves the session (extended first: %s)',
    async (isFit) => {
      const forms: boolean[] = [];
      const before: Watch['before'] = ({ text, bytes }, card) => {
        if (text !== SIGN) return null;
        forms.push(bytes[4] === 0);
        if (forms.length > 1) return null;
        card.forgetSession();
        return status(0x6700);
      };
      const extendedLength = { commandBytes: 4096, responseBytes: 4096 };
      const opened = await open(IMAGE, { extendedLength }, { before });
      expect(await signedWith(IMAGE)(opened, isFit)).toMatchObject(proven('holds', method));
      // 256 bytes of a signature do not fit a short answer: that form is given up again.
      expect(forms).toEqual(isFit ? [true, false, true] : [false, true]);
      expect(opened.findings).toEqual(['session-resumed']);
    },
  );

  it('that ends the session in either form is refused', async () => {
    const opened = await open(IMAGE, {}, leaving(0x6988, SIGN));
    expect(await signedWith(IMAGE)(opened)).toMatchObject({
      ...proven('refused', method),
      detail: 'unprotected status 6988',
    });
    expect(opened.card.count(SIGN)).toBe(MAX_PROOF_ATTEMPTS);
    expect((await opened.document.read(emptyFile(DG1))).ok).toBe(true);
  });
});

describe('a card that is lost', () => {
  const lost = { ok: false, failure: { kind: 'card-lost', detail: 'removed' } } as const;
  const copied = madeChip('ca-copied-chip').image;

  it.each([
    ['chip authentication', IMAGE, (opened: Opened) => byKey(opened), []],
    ['a copied chip', copied, (opened: Opened) => byKey(opened), []],
    ['a chip that leaves', IMAGE, (opened: Opened) => byKey(opened), [SET_TEMPLATE]],
    ['active authentication', IMAGE, signedWith(IMAGE), []],
    ['active authentication on a chip that leaves', IMAGE, signedWith(IMAGE), [SIGN]],
  ] as const)('at every exchange of %s', async (_, image, prove, leaves: readonly string[]) => {
    const run = async (cut: number): Promise<{ outcome: ProofOutcome; exchanges: number }> => {
      const opened = await open(
        image,
        {},
        {
          before: ({ index, text }) =>
            index >= cut
              ? { ok: false, reason: 'card-lost', detail: 'removed' }
              : leaves.includes(text)
                ? status(0x6988)
                : null,
        },
      );
      return { outcome: await prove(opened), exchanges: opened.card.log.length };
    };
    const whole = await run(Infinity);
    expect(whole.outcome.ok).toBe(true);
    for (let cut = 3; cut < whole.exchanges; cut++) expect((await run(cut)).outcome, `cut at ${cut}`).toEqual(lost);
  });
});
