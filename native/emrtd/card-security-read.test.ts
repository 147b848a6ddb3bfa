/** EF.CardSecurity in the course of a read: behind chip authentication mapping alone, and never in the way of the rest. */
import { describe, expect, it } from 'vitest';
import { FILE, type ChipImage } from '../../fixtures/cards/chip-image.ts';
import { reissue } from '../../fixtures/cards/issue.ts';
import { cardSecurity } from '../../fixtures/cards/security-files.ts';
import { chipPublicKeyInfo } from '../../fixtures/cards/security-infos.ts';
import { specimenDomainKey } from '../../fixtures/cards/specimen-keys.ts';
import { fromHex } from './bytes.ts';
import { MAX_CARD_SECURITY_SESSIONS } from './card-security.ts';
import { readChip } from './reader.ts';
import { integer, sequence, setOf } from './testing-asn1.ts';
import { authorityCertificate, name, signedData, signerCertificate } from './testing-certificates.ts';
import { COMMAND, openDoor } from './testing-door.ts';
import { GROUPS, ids, knowing, KNOWN, readCard, TRUST } from './testing-read.ts';
import { ecSigner } from './testing-signers.ts';
import { madeChip, WatchedChip, type Watch } from './testing-simulator.ts';
import { status } from './testing.ts';
import { loadTrust, NO_TRUST } from './trust-store.ts';

const DOMAIN = 13;
/** The key of the mapping stands in EF.CardSecurity alone. */
const OWN_KEY = madeChip('pace-cam-own-key').image;
const SHARED_KEY = madeChip('pace-cam').image;
const CARD_SECURITY = 'b0 9d00';
const PACE = [COMMAND.mse, ...Array<string>(4).fill(COMMAND.generalAuthenticate)];

const withCardSecurity = (bytes: Uint8Array | null, image = OWN_KEY): ChipImage => {
  const others = [...image.masterFiles].filter(([file]) => file !== FILE.cardSecurity);
  return { ...image, masterFiles: new Map([...others, ...(bytes ? [[FILE.cardSecurity, bytes] as const] : [])]) };
};
const without = (...groups: number[]): ChipImage => reissue(OWN_KEY, new Map(groups.map((group) => [group, null])));
const keyInfo = (label: string): Uint8Array => {
  const { secretKey } = specimenDomainKey(DOMAIN, label);
  return chipPublicKeyInfo({ parameterId: DOMAIN, secretKey, keyId: DOMAIN }, 'standardised');
};
/** Refuses chip authentication. */
const withoutSecrets = (image: ChipImage): ChipImage => ({
  ...image,
  secrets: { ...image.secrets, chipAuthentication: [] },
});
const holds = { method: 'pace-cam', result: 'holds' };

describe('chip authentication mapping (ICAO 9303-11, 4.4.3.3.3)', () => {
  it('holds for the key of EF.CardSecurity, read between PACE and the application', async () => {
    const { card, data } = await readCard({ image: OWN_KEY });
    const blocks = Math.ceil(OWN_KEY.masterFiles.get(FILE.cardSecurity)!.length / 223);
    expect(card.log.slice(1, 7)).toEqual([...PACE, CARD_SECURITY]);
    expect(card.log.indexOf(COMMAND.selectApplication)).toBe(6 + blocks);
    expect(card.log).not.toContain('22 41a4');
    expect(data.proof).toEqual(holds);
    expect(data.cost.proofApdus).toBe(blocks);
    expect([data.authenticity.verdict, data.findings]).toEqual(['anchored', []]);
  });

  it('takes one command with extended length', async () => {
    const extendedLength = { commandBytes: 4096, responseBytes: 4096 };
    const { data } = await readCard({ image: OWN_KEY, chip: { extendedLength }, profile: knowing({}) });
    expect(data.proof).toEqual(holds);
    expect(data.cost.proofApdus).toBe(1);
  });

  it('needs no DG14', async () => {
    const { data } = await readCard({ image: without(14, 15) });
    expect(data.proof).toEqual(holds);
  });

  it('is not looked for where PACE has mapped otherwise', async () => {
    const image = withCardSecurity(OWN_KEY.masterFiles.get(FILE.cardSecurity)!, madeChip('pace-im').image);
    const { card } = await readCard({ image });
    expect(card.log.indexOf(CARD_SECURITY)).toBeGreaterThan(card.log.indexOf(COMMAND.selectApplication));
  });

  it('contradicts where it fits no key and the chip authenticates in no other way', async () => {
    const copy = (image: ChipImage): ChipImage => ({
      ...withoutSecrets(image),
      secrets: {
        ...image.secrets,
        chipAuthentication: [],
        chipMapping: specimenDomainKey(DOMAIN, 'copy').secretKey,
      },
    });
    for (const image of [without(14, 15), OWN_KEY]) {
      const { data } = await readCard({ image: copy(image) });
      expect(data.proof).toEqual({ method: 'pace-cam', result: 'contradicts' });
      expect(data.authenticity.verdict).toBe('invalid');
    }
  });

  it('is worth what the SOD is when the same signer is anchored nowhere', async () => {
    const { data } = await readCard({ image: OWN_KEY, trust: NO_TRUST });
    expect(data.proof).toEqual(holds);
    expect(data.authenticity.verdict).toBe('consistent');
    expect(ids(data)).toEqual(['card-security-not-anchored']);
  });

  it('counts for nothing beside a SOD that names no signer', async () => {
    const files = new Map([...OWN_KEY.files, [FILE.sod, fromHex('770401020304')]]);
    const { data } = await readCard({ image: { ...OWN_KEY, files }, trust: NO_TRUST });
    expect(data.proof.result).not.toBe('holds');
    expect(data.authenticity.verdict).toBe('invalid');
  });

  it.each([
    ['that nobody knows', 'VN', false, 'card-security-not-anchored'],
    ['that nobody knows, who says to be of elsewhere', 'DE', false, 'card-security-not-anchored'],
    ['of another country', 'DE', true, 'card-security-of-another-issuer'],
    ['of the same country', 'VN', true, null],
  ])(
    'with a file from an issuer %s counts where that may be the issuer of the SOD',
    async (_, country, isAnchored, finding) => {
      const issuer = ecSigner('p256');
      const issuerName = name(['2.5.4.6', country]);
      const subject = name(['2.5.4.6', country], ['2.5.4.3', 'Signer']);
      const bytes = signedData({
        contentType: '0.4.0.127.0.7.3.2.1',
        content: setOf(keyInfo('copy')),
        signer: issuer,
        signerId: sequence(issuerName, integer('2a')),
        certificates: [signerCertificate(issuer, issuer, { issuer: issuerName, subject })],
      });
      const csca = authorityCertificate(issuer, { issuer: issuerName, subject: issuerName });
      const trust = isAnchored ? loadTrust([{ name: 'csca.cer', bytes: csca }]) : TRUST;
      const forged = withCardSecurity(bytes, withoutSecrets(OWN_KEY));
      const chipMapping = specimenDomainKey(DOMAIN, 'copy').secretKey;
      const { data } = await readCard({ image: { ...forged, secrets: { ...forged.secrets, chipMapping } }, trust });
      expect(data.proof).toEqual(finding === null ? holds : { method: 'active-authentication', result: 'refused' });
      expect(ids(data).filter((id) => id.startsWith('card-security'))).toEqual(finding === null ? [] : [finding]);
    },
  );
});

describe('a file that is of no use leaves the proof to DG14', () => {
  const signed = OWN_KEY.masterFiles.get(FILE.cardSecurity)!;

  it.each<[string, Uint8Array | null, string]>([
    ['wrongly signed', signed.with(-1, signed.at(-1)! ^ 1), 'card-security-wrong'],
    ['of other keys', cardSecurity([]), ''],
    ['absent', null, 'card-security-unreadable'],
    ['another file', fromHex('31020500'), 'card-security-unreadable'],
    ['longer than it can be', fromHex('3083ffffff00'), 'card-security-unreadable'],
  ])('%s', async (_, bytes, finding) => {
    const own = await readCard({ image: withCardSecurity(bytes) });
    expect(own.data.proof).toEqual({ method: 'chip-authentication', result: 'holds' });
    expect(ids(own.data)).toEqual(finding === '' ? [] : [finding]);
    const shared = await readCard({ image: withCardSecurity(bytes, SHARED_KEY) });
    expect(shared.data.proof).toEqual(holds);
    expect(shared.data.authenticity.verdict).toBe('anchored');
  });
});

describe('reading it', () => {
  const door = (watch: Watch, known = {}) =>
    openDoor({ image: OWN_KEY, watch, known: { cardAccess: 'short-id', extended: 'none', ...known } });
  /** Leaves the session with this word at the reads of the master file with these numbers. */
  const leaving = (word: number, fits: (count: number) => boolean): Watch => {
    let count = 0;
    return {
      before: ({ text }, card) => {
        if (text !== CARD_SECURITY || !fits(++count)) return null;
        card.forgetSession();
        return status(word);
      },
    };
  };

  it('selects it where short identifiers are refused, which says nothing about the application', async () => {
    const { chip, opened, profile } = await openDoor({
      image: OWN_KEY,
      options: { shortIdentifierRefusal: 0x6a82 },
      known: { cardAccess: 'select', extended: 'none' },
    });
    expect(opened.ok && opened.chip.cardSecurity).toEqual(OWN_KEY.masterFiles.get(FILE.cardSecurity));
    expect(chip.count('a4 020c')).toBe(2);
    expect(profile.current.shortIds).toBe('unknown');
  });

  it('goes on in a new session, once the old one is lost', async () => {
    for (const lost of [1, 2]) {
      const { chip, opened, findings } = await door(leaving(0x6988, (count) => count <= lost));
      expect(opened.ok && opened.chip.cardSecurity).not.toBeNull();
      expect(findings).toEqual(Array<string>(lost).fill('session-resumed'));
      expect(chip.count(COMMAND.mse)).toBe(1 + lost);
    }
  });

  it('gives up in the end, and opens the application', async () => {
    const { chip, opened, findings } = await door(leaving(0x6988, () => true));
    expect(opened.ok && opened.chip.cardSecurity).toBeNull();
    expect(chip.count(CARD_SECURITY)).toBe(MAX_CARD_SECURITY_SESSIONS);
    expect(findings.at(-1)).toBe('card-security-unreadable');
  });

  it('gives up at once where the chip refuses it in the clear', async () => {
    const { chip, opened, findings } = await door(leaving(0x6982, () => true));
    expect(opened.ok && opened.chip.cardSecurity).toBeNull();
    expect(chip.count(CARD_SECURITY)).toBe(1);
    expect(findings).toEqual(['session-resumed', 'card-security-unreadable']);
  });

  it('is not done again when the chip is opened again', async () => {
    const { chip, door: opener, opened } = await door({});
    const before = chip.log.length;
    expect(opened.ok && (await opener.reopen(opened.chip)).ok).toBe(true);
    expect(chip.log.slice(before)).toEqual([...PACE, COMMAND.selectApplication]);
  });

  it('ends in a status when the chip that lost its session does not come back', async () => {
    let isLost = false;
    const { opened } = await door({
      before: ({ text }, card) => {
        if (isLost && text === COMMAND.mse) return status(0x6985);
        if (text !== CARD_SECURITY) return null;
        isLost = true;
        card.forgetSession();
        return status(0x6988);
      },
    });
    expect(opened).toMatchObject({ ok: false, failure: { kind: 'protocol' } });
  });

  it('ends with a card that is pulled', async () => {
    const whole = await readCard({ image: OWN_KEY });
    for (let cut = 5; cut < whole.card.log.indexOf(COMMAND.selectApplication) + 2; cut++) {
      const before: Watch['before'] = ({ index }) =>
        index >= cut ? { ok: false, reason: 'card-lost', detail: '' } : null;
      const card = new WatchedChip(OWN_KEY, { extendedLength: null }, { before });
      expect(await readChip(card, { keys: [OWN_KEY.accessKey], groups: GROUPS, profile: KNOWN })).toMatchObject({
        failure: { kind: 'card-lost' },
        cost: { apdus: cut + 1 },
      });
    }
  });
});
