/** Files and certificates that nobody has vetted, held up to their parsers: never a throw, never a false `anchored`. */
import { specimenCsca } from '../../fixtures/cards/certificates.ts';
import { type ChipImage, dataGroupFile, FILE } from '../../fixtures/cards/chip-image.ts';
import { chipProfiles } from '../../fixtures/cards/chip-profiles.ts';
import { dg1, efCom } from '../../fixtures/cards/data-groups.ts';
import { handMadePerson, pictureOf } from '../../fixtures/cards/hand-made-person.ts';
import { passportMrz } from '../../fixtures/cards/mrz.ts';
import { personaliseCard } from '../../fixtures/cards/personalise.ts';
import { hex, tlv, utf8 } from '../../fixtures/cards/tlv.ts';
import { parseDg13 } from '../../native/citizen-id/dg13.ts';
import { parseActiveAuthenticationKey } from '../../native/emrtd/active-authentication-key.ts';
import { concludeAuthenticity, judgeSignature } from '../../native/emrtd/authenticity.ts';
import { toDefinite } from '../../native/emrtd/ber.ts';
import { toHex } from '../../native/emrtd/bytes.ts';
import { parseCertificate } from '../../native/emrtd/certificate.ts';
import { chipAuthenticationOffers } from '../../native/emrtd/chip-authentication.ts';
import { parseDg1 } from '../../native/emrtd/dg1.ts';
import { parseDg11 } from '../../native/emrtd/dg11.ts';
import { parseDg12 } from '../../native/emrtd/dg12.ts';
import { parseDg16 } from '../../native/emrtd/dg16.ts';
import { parseDg2 } from '../../native/emrtd/dg2.ts';
import { parseDg7 } from '../../native/emrtd/dg7.ts';
import { parseEfCom } from '../../native/emrtd/ef-com.ts';
import { paceOffers } from '../../native/emrtd/pace-offers.ts';
import { displayable } from '../../native/emrtd/portrait.ts';
import { parseSecurityInfos } from '../../native/emrtd/security-infos.ts';
import { parseSod } from '../../native/emrtd/sod.ts';
import { revocationList } from '../../native/emrtd/testing-certificates.ts';
import { ecSigner } from '../../native/emrtd/testing-signers.ts';
import { trustItems } from '../../native/emrtd/trust-files.ts';
import { loadTrust, NO_TRUST } from '../../native/emrtd/trust-store.ts';

export interface FileTarget {
  /** Genuine inputs, to be changed. */
  seeds: readonly Uint8Array[];
  /** Of a million runs. */
  share: number;
  /** Throws when something happened that must not. */
  check: (bytes: Uint8Array) => void | Promise<void>;
}

export const card: ChipImage = personaliseCard(handMadePerson(), { portrait: pictureOf(300) });
export const trust = loadTrust([{ name: 'specimen.cer', bytes: specimenCsca() }]);

const made = (name: keyof typeof chipProfiles): ChipImage => chipProfiles[name].make(card).image;
const fileOf = (image: ChipImage, file: number): Uint8Array => image.files.get(file) ?? new Uint8Array();
const cardAccessOf = (image: ChipImage): Uint8Array => image.masterFiles.get(FILE.cardAccess) ?? new Uint8Array();
const group = (number: number, image = card): Uint8Array => fileOf(image, dataGroupFile(number));

const sods = [card, made('sod-ber-indefinite'), made('sod-explicit-curve'), made('sod-pss')].map((image) =>
  fileOf(image, FILE.sod),
);
const genuine = sods.map((sod) => {
  const { documentSigner } = concludeAuthenticity(judgeSignature(sod, trust), new Map());
  return { documentSigner, hashes: hashesOf(sod) };
});

function hashesOf(bytes: Uint8Array): string {
  const parsed = parseSod(bytes);
  return parsed.ok ? JSON.stringify([...parsed.sod.groupHashes].map(([number, hash]) => [number, toHex(hash)])) : '';
}

/** Anchored only with the hashes that were signed, and by the signer that signed them. */
function checkSod(bytes: Uint8Array): void {
  const { verdict, documentSigner } = concludeAuthenticity(judgeSignature(bytes, trust), new Map());
  const hashes = hashesOf(bytes);
  if (verdict !== 'anchored') return;
  if (!genuine.some((each) => each.documentSigner === documentSigner && each.hashes === hashes)) {
    throw new Error('anchored, and not what was signed');
  }
}

const text = (tag: number, value: string): Uint8Array => tlv(tag, utf8(value));
const holder = { name: { primary: 'NGUYEN', secondary: 'VAN AN' }, birthDate: '850315', expiryDate: '300101' };
const dg1OfPassport = dg1(passportMrz('C1234567', 'VNM', { ...holder, sex: 'M', nationality: 'VNM' }));
const dg11 = tlv(0x6b, tlv(0x5c, hex('5F0E5F2B')), text(0x5f0e, 'NGUYEN<<VAN<AN'), text(0x5f2b, '19850315'));
const dg12 = tlv(0x6c, tlv(0x5c, hex('5F195F26')), text(0x5f19, 'SPECIMEN'), text(0x5f26, '20230510'));
const dg16 = tlv(0x70, tlv(0x02, hex('01')), tlv(0xa1, text(0x5f50, '20230510'), text(0x5f51, 'NGUYEN<<VAN<BINH')));
const dg7 = tlv(0x67, tlv(0x02, hex('01')), tlv(0x5f43, pictureOf(60)));
const pem = (der: Uint8Array): Uint8Array =>
  utf8(`-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`);
const ldif = (der: Uint8Array): Uint8Array =>
  utf8(
    `dn: c=UT\nuserCertificate;binary:: ${Buffer.from(der)
      .toString('base64')
      .replaceAll(/(.{70})/g, '$1\n ')}\n`,
  );

export const fileTargets = {
  'tag, length, value': { seeds: sods, share: 100_000, check: (bytes) => void toDefinite(bytes) },
  sod: { seeds: sods, share: 100_000, check: (bytes) => void parseSod(bytes) },
  judgement: { seeds: sods, share: 20_000, check: checkSod },
  certificate: { seeds: [specimenCsca()], share: 100_000, check: (bytes) => void parseCertificate(bytes) },
  'trust files': {
    seeds: [specimenCsca(), pem(specimenCsca()), ldif(specimenCsca()), revocationList(ecSigner('p256'))],
    share: 90_000,
    check: (bytes) => {
      for (const name of ['file', 'file.ldif']) trustItems({ name, bytes });
      if (judgeSignature(bytes, NO_TRUST).verdict !== 'invalid') throw new Error('a trust file that is a SOD');
    },
  },
  DG1: { seeds: [group(1), dg1OfPassport], share: 90_000, check: (bytes) => void parseDg1(bytes) },
  DG2: { seeds: [group(2), group(2, made('jp2-box'))], share: 90_000, check: (bytes) => void parseDg2(bytes) },
  DG13: { seeds: [group(13)], share: 90_000, check: (bytes) => void parseDg13(bytes) },
  DG15: {
    seeds: [group(15), group(15, made('aa-ecdsa-plain'))],
    share: 50_000,
    check: (bytes) => void parseActiveAuthenticationKey(bytes, null),
  },
  'security infos': {
    seeds: [group(14), cardAccessOf(card), cardAccessOf(made('pace-explicit-domain')), cardAccessOf(made('pace-dh'))],
    share: 70_000,
    check: (bytes) => {
      const parsed = parseSecurityInfos(bytes);
      if (!parsed.ok) return;
      paceOffers(parsed.infos);
      chipAuthenticationOffers(parsed.infos);
    },
  },
  details: {
    seeds: [dg7, dg11, dg12, dg16, efCom([1, 2, 13, 14])],
    share: 80_000,
    check: (bytes) => {
      for (const parse of [parseDg7, parseDg11, parseDg12, parseDg16, parseEfCom]) parse(bytes);
    },
  },
  portrait: {
    seeds: [group(2, made('jp2-box')), group(2, made('jp2-codestream'))],
    share: 5_000,
    check: async (bytes) => {
      const parsed = parseDg2(bytes);
      if (parsed.ok) await displayable(parsed.portrait);
    },
  },
} satisfies Readonly<Record<string, FileTarget>>;
