/**
 * Every byte of DG1, DG2, DG13, DG14 and of the SOD turned over once: never anything but invalid or unreadable.
 *
 * With one exception that no reader can mend: a document signer's certificate is signed by its authority alone. Where
 * that signature cannot be checked, because no authority is configured or because the changed certificate names one that
 * is not, the document is what it then says it is: consistent, by an issuer nobody here knows. It is never anchored, and
 * its signer is one never met before.
 */
import { AsnConvert } from '@peculiar/asn1-schema';
import { beforeAll, describe, expect, it } from 'vitest';
import { specimenCsca, specimenSigner } from '../fixtures/cards/certificates.ts';
import { type ChipImage, dataGroupFile, FILE } from '../fixtures/cards/chip-image.ts';
import { handMadePerson, pictureOf } from '../fixtures/cards/hand-made-person.ts';
import { reissue } from '../fixtures/cards/issue.ts';
import { personaliseCard } from '../fixtures/cards/personalise.ts';
import { hex } from '../fixtures/cards/tlv.ts';
import { ChipSimulator } from '../fixtures/simulators/chip.ts';
import {
  concludeAuthenticity,
  judgeAuthenticity,
  judgeSignature,
  rememberSigner,
} from '../native/emrtd/authenticity.ts';
import type { Verdict } from '../native/emrtd/chip.ts';
import { readChip } from '../native/emrtd/reader.ts';
import { createSignerMemory } from '../native/emrtd/signer-memory.ts';
import { loadTrust, NO_TRUST, type TrustStore } from '../native/emrtd/trust-store.ts';

const GROUPS = [1, 2, 13, 14];
/** Reads of a whole chip, each with one bit of a file turned over. */
const WHOLE_READS = 400;

const card = personaliseCard(handMadePerson(), { portrait: pictureOf(800) });
/** Opened by BAC alone, which is quicker. */
const chip: ChipImage = { ...card, pace: [], masterFiles: new Map() };
const trust = loadTrust([{ name: 'specimen.cer', bytes: specimenCsca() }]);
const file = (image: ChipImage, number: number): Uint8Array => image.files.get(number) ?? new Uint8Array();
const groups = new Map(GROUPS.map((group) => [group, file(card, dataGroupFile(group))]));

const turned = (bytes: Uint8Array, at: number, bits: number): Uint8Array =>
  bytes.map((byte, index) => (index === at ? byte ^ bits : byte));
/** Another bit at every byte, so that each place of a byte is met all over the file. */
const bitAt = (at: number): number => 1 << ((at * 5 + (at >> 3)) % 8);

interface Survivor {
  at: number;
  verdict: Verdict;
  finding: string;
  signer: string | null;
  isNewSigner: boolean;
}

/** What is not invalid, with one bit of each byte turned over. */
function survivors(sod: Uint8Array, store: TrustStore): Survivor[] {
  const knownSigners = createSignerMemory();
  rememberSigner(judgeAuthenticity(sod, groups, store), knownSigners);
  return [...sod.keys()].flatMap((at) => {
    const changed = turned(sod, at, bitAt(at));
    const { verdict, findings, documentSigner } = judgeAuthenticity(changed, groups, store, { knownSigners });
    const ids = findings.map(({ id }) => id);
    return verdict === 'invalid'
      ? []
      : [{ at, verdict, finding: ids[0] ?? '', signer: documentSigner, isNewSigner: ids.includes('signer-new') }];
  });
}

describe('a group', () => {
  it.each(GROUPS)('DG%i: every bit of it', (group) => {
    const judgement = judgeSignature(file(card, FILE.sod), trust);
    const bytes = file(card, dataGroupFile(group));
    expect(concludeAuthenticity(judgement, groups).verdict).toBe('anchored');
    let wrong = 0;
    for (const at of bytes.keys()) {
      for (let bit = 1; bit <= 0x80; bit <<= 1) {
        const changed = new Map([...groups, [group, turned(bytes, at, bit)]]);
        const { verdict, findings } = concludeAuthenticity(judgement, changed);
        if (verdict === 'invalid' && findings[0]?.id === 'group-hash-wrong') wrong += 1;
      }
    }
    expect(wrong).toBe(bytes.length * 8);
  });
});

describe.each([
  ['plain', {}, 'ec'],
  ['in BER with open lengths', { encoding: 'indefinite' }, 'ec'],
  ['its signer’s curve written out', { signer: 'ec-explicit' }, 'ec-explicit'],
  ['RSASSA-PSS', { signer: 'rsa-pss' }, 'rsa-pss'],
] as const)('the SOD, %s', (_, signing, kind) => {
  const sod = file(reissue(card, new Map(), signing), FILE.sod);
  const certificate = new Uint8Array(AsnConvert.serialize(specimenSigner(kind)));
  const start = Buffer.from(sod).indexOf(certificate);
  const genuine = judgeAuthenticity(sod, groups, trust);
  /** From the extensions' own header on: among them the authority's key identifier stands last. */
  const extensions = start + Buffer.from(certificate).indexOf(hex('0603551D0F')) - 6;
  const keyIdentifier = start + Buffer.from(certificate).indexOf(hex('0603551D23')) - 2;
  const END_OF_KEY_IDENTIFIER = 33;

  it('is anchored as it is', () => {
    expect(start).toBeGreaterThan(0);
    expect(genuine.verdict).toBe('anchored');
  });

  it('with its authority configured', () => {
    const found = survivors(sod, trust);
    for (const survivor of found) {
      expect(survivor).toMatchObject({ verdict: 'consistent', finding: 'issuer-not-anchored', isNewSigner: true });
      expect(survivor.signer).not.toBe(genuine.documentSigner);
      const isKeyIdentifier = survivor.at >= keyIdentifier && survivor.at < keyIdentifier + END_OF_KEY_IDENTIFIER;
      // Without the headers of the extensions, no authority is named either.
      const isHeader = survivor.at >= extensions && survivor.at < extensions + 6;
      expect({ at: survivor.at - start, named: isKeyIdentifier || isHeader }).toMatchObject({ named: true });
    }
    // The identifier has 20 bytes; each of them names a key that nobody has.
    expect(found.length).toBeGreaterThanOrEqual(20);
  });

  it('with no authority configured', () => {
    for (const { at, verdict, signer, isNewSigner } of survivors(sod, NO_TRUST)) {
      expect({ verdict, isNewSigner }).toEqual({ verdict: 'consistent', isNewSigner: true });
      expect(signer).not.toBe(genuine.documentSigner);
      expect({ at, inside: at >= start && at < start + certificate.length }).toMatchObject({ inside: true });
    }
  });
});

describe('a whole read', () => {
  const files = [...GROUPS.map(dataGroupFile), FILE.sod];
  const sizeBytes = files.reduce((sum, each) => sum + file(chip, each).length, 0);
  let anchored = '';

  const verdictOf = async (image: ChipImage): Promise<string> => {
    const simulator = new ChipSimulator(image);
    const result = await readChip(
      { transmit: async (command) => ({ ok: true, response: simulator.transmit(command) }) },
      { keys: [image.accessKey], groups: GROUPS, trust },
    );
    return result.ok ? result.chip.authenticity.verdict : result.failure.kind;
  };

  beforeAll(async () => {
    anchored = await verdictOf(chip);
  });

  it(`of ${WHOLE_READS} chips with one bit turned over`, async () => {
    expect(anchored).toBe('anchored');
    const verdicts = new Map<string, number>();
    for (let read = 0; read < WHOLE_READS; read++) {
      let at = Math.floor((read * sizeBytes) / WHOLE_READS);
      const changed = new Map(chip.files);
      for (const number of files) {
        const bytes = file(chip, number);
        if (at >= 0 && at < bytes.length) changed.set(number, turned(bytes, at, bitAt(read)));
        at -= bytes.length;
      }
      const verdict = await verdictOf({ ...chip, files: changed });
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
    const { invalid = 0, protocol = 0, consistent = 0, ...others } = Object.fromEntries(verdicts);
    expect(others).toEqual({});
    expect(invalid + protocol + consistent).toBe(WHOLE_READS);
    expect(protocol).toBeGreaterThan(0);
    // As above: 26 of some 3,000 bytes are the key identifier's.
    expect(consistent).toBeLessThan(WHOLE_READS / 50);
  });
});
