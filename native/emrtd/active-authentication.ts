/**
 * Active authentication: ICAO 9303-11, 6.1. The chip signs a challenge with the key of DG15, which a copy of its
 * files does not have.
 */
import { parseActiveAuthenticationKey, type ActiveAuthenticationKey } from './active-authentication-key.ts';
import {
  EXACT_LENGTH,
  MAX_EXTENDED_RESPONSE_DATA_BYTES,
  MAX_RESPONSE_DATA_BYTES,
  STATUS,
  statusText,
  type ResponseApdu,
} from './apdu.ts';
import type { RandomSource } from './bac.ts';
import type { ChipLink } from './link.ts';
import { sendProtected, type ProtectedResult, type SecureMessaging } from './secure-messaging.ts';
import type { SecurityInfos } from './security-infos.ts';

/** RND.IFD. */
const CHALLENGE_BYTES = 8;

export interface ActiveAuthenticationOptions {
  random: RandomSource;
  /** Of DG14, where it was read. */
  infos: SecurityInfos | null;
  /** The chip is known to take extended lengths. */
  extended: boolean;
}

export type ActiveAuthenticationResult =
  | { ok: true }
  /** A whole signature that is not this key's over this challenge. */
  | { ok: false; kind: 'contradicts'; detail: string }
  /** The chip said no; the session goes on. */
  | { ok: false; kind: 'refused'; status: number; detail: string }
  /** A key this reader cannot judge by, or a signature that never arrived whole; the session goes on. */
  | { ok: false; kind: 'unsupported'; detail: string }
  /** `broken`: the session is over. */
  | Exclude<ProtectedResult, { ok: true }>;

/** INTERNAL AUTHENTICATE with a fresh challenge; `dg15` is the group as read, held against its hash by the caller. */
export async function authenticateActively(
  link: ChipLink,
  session: SecureMessaging,
  dg15: Uint8Array,
  options: ActiveAuthenticationOptions,
): Promise<ActiveAuthenticationResult> {
  const key = parseActiveAuthenticationKey(dg15, options.infos);
  if (!key) return { ok: false, kind: 'unsupported', detail: 'key of DG15' };
  const challenge = options.random(CHALLENGE_BYTES);

  // A short command cuts long signatures off on some chips, an extended one is answered with nothing on others.
  const extendedFirst = options.extended && key.signatureBytes > session.maxShortResponseBytes;
  const first = await internalAuthenticate(link, session, challenge, extendedFirst);
  const result =
    first.ok && isAboutLength(first.response, key)
      ? await internalAuthenticate(link, session, challenge, !extendedFirst)
      : first;
  if (!result.ok) return result;

  const { status, data } = result.response;
  if (status !== STATUS.success) {
    return { ok: false, kind: 'refused', status, detail: `INTERNAL AUTHENTICATE: ${statusText(status)}` };
  }
  if (data.length < key.signatureBytes) {
    const detail = `${String(data.length)} of ${String(key.signatureBytes)} bytes of a signature`;
    return { ok: false, kind: 'unsupported', detail };
  }
  return key.verifies(challenge, data)
    ? { ok: true }
    : { ok: false, kind: 'contradicts', detail: 'signature of another key or another challenge' };
}

function internalAuthenticate(
  link: ChipLink,
  session: SecureMessaging,
  challenge: Uint8Array,
  extended: boolean,
): Promise<ProtectedResult> {
  const expectedBytes = extended ? MAX_EXTENDED_RESPONSE_DATA_BYTES : MAX_RESPONSE_DATA_BYTES;
  return sendProtected(link, session, { cla: 0x00, ins: 0x88, p1: 0x00, p2: 0x00, data: challenge, expectedBytes });
}

/** Whether the other form of the command may fare better. */
function isAboutLength({ status, data }: ResponseApdu, key: ActiveAuthenticationKey): boolean {
  if (status === STATUS.success) return data.length < key.signatureBytes;
  return status === STATUS.wrongLength || status >> 8 === EXACT_LENGTH;
}
