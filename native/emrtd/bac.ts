/** Basic Access Control, ICAO 9303-11, 4.3.3: authentication and key agreement with two-key 3DES. */
import { STATUS, statusText } from './apdu.ts';
import { concat, sameBytes } from './bytes.ts';
import type { MrzKey } from './chip.ts';
import { pad, retailMac, suiteOf, tripleDesCbc } from './cipher.ts';
import { keySeed, sessionKeys } from './keys.ts';
import { protocolFailure, type ChipLink, type LinkFailure } from './link.ts';
import { SecureMessaging } from './secure-messaging.ts';

export type RandomSource = (sizeBytes: number) => Uint8Array;

export type BacResult =
  | { ok: true; session: SecureMessaging }
  /** No BAC here: a chip for PACE only, or an application that was never selected. The key is still secret. */
  | { ok: false; kind: 'not-offered'; status: number }
  | { ok: false; kind: 'wrong-key' }
  | { ok: false; kind: 'failed'; failure: LinkFailure };

const CHALLENGE_BYTES = 8;
const CRYPTOGRAM_BYTES = 32;
const MAC_BYTES = 8;
/** What chips for PACE only answer to either command. */
const NOT_OFFERED: ReadonlySet<number> = new Set([STATUS.referencedDataNotFound, STATUS.instructionNotSupported]);

/** GET CHALLENGE and EXTERNAL AUTHENTICATE with one key; the eMRTD application is selected already. */
export async function authenticateBac(link: ChipLink, key: MrzKey, random: RandomSource): Promise<BacResult> {
  const failed = (detail: string): BacResult => ({ kind: 'failed', ...protocolFailure(detail) });
  const keys = sessionKeys('3DES', keySeed(key));

  const challenge = await link.send({ cla: 0x00, ins: 0x84, p1: 0x00, p2: 0x00, expectedBytes: CHALLENGE_BYTES });
  if (!challenge.ok) return { ok: false, kind: 'failed', failure: challenge.failure };
  const challengeStatus = challenge.response.status;
  // Conditions of whatever kind (69xx), or a class of commands that is not known (6Exx): nothing secret was used yet.
  if (NOT_OFFERED.has(challengeStatus) || [0x69, 0x6e].includes(challengeStatus >> 8)) {
    return { ok: false, kind: 'not-offered', status: challengeStatus };
  }
  if (challengeStatus !== STATUS.success) return failed(`GET CHALLENGE refused with ${statusText(challengeStatus)}`);
  const chipNonce = challenge.response.data;
  if (chipNonce.length !== CHALLENGE_BYTES) return failed('challenge of a wrong size');

  const nonce = random(CHALLENGE_BYTES);
  const keyShare = random(16);
  const cryptogram = tripleDesCbc('encrypt', keys.encryption, concat(nonce, chipNonce, keyShare));
  const answer = await link.send({
    cla: 0x00,
    ins: 0x82,
    p1: 0x00,
    p2: 0x00,
    data: concat(cryptogram, retailMac(keys.mac, pad(cryptogram, 8))),
    expectedBytes: CRYPTOGRAM_BYTES + MAC_BYTES,
  });
  if (!answer.ok) return { ok: false, kind: 'failed', failure: answer.failure };
  const { data, status } = answer.response;
  if (NOT_OFFERED.has(status)) return { ok: false, kind: 'not-offered', status };
  // Chips refuse a wrong key with 6300 (as the specification has it), 63Cx, 6982, 6985 or 6988.
  if (status >> 8 === 0x63 || status >> 8 === 0x69) return { ok: false, kind: 'wrong-key' };
  if (status !== STATUS.success) return failed(`EXTERNAL AUTHENTICATE refused with ${statusText(status)}`);
  if (data.length !== CRYPTOGRAM_BYTES + MAC_BYTES) return failed('authentication answer of a wrong size');

  const chipCryptogram = data.subarray(0, CRYPTOGRAM_BYTES);
  if (!sameBytes(retailMac(keys.mac, pad(chipCryptogram, 8)), data.subarray(CRYPTOGRAM_BYTES))) {
    return failed('wrong MAC in the authentication answer');
  }
  const opened = tripleDesCbc('decrypt', keys.encryption, chipCryptogram);
  if (!sameBytes(opened.subarray(0, 16), concat(chipNonce, nonce)))
    return failed('authentication answer to another challenge');

  const chipKeyShare = opened.subarray(16);
  const seed = keyShare.map((byte, index) => byte ^ (chipKeyShare[index] as number));
  const counter = concat(chipNonce.subarray(4), nonce.subarray(4));
  return { ok: true, session: new SecureMessaging(suiteOf('3DES', sessionKeys('3DES', seed)), counter) };
}
