/**
 * SecurityInfos: what EF.CardAccess and DG14 say the chip can do. BSI TR-03110-3, A.1.1; ICAO 9303-11, 9.2.
 */
import { decodeObjectIdentifier, readTlv, readTlvs, type Tlv } from './tlv.ts';

/** Infos looked at in one file. Real ones have up to about fifteen. */
export const MAX_SECURITY_INFOS = 64;
/** Versions, parameter and key identifiers (TR-03110-3 leaves them open; some chips use key ids of two bytes). */
const MAX_INTEGER_BYTES = 4;

/** bsi-de protocols(2) smartcard(2). */
const PROTOCOLS = '0.4.0.127.0.7.2.2';
const PUBLIC_KEY = new RegExp(`^${PROTOCOLS}\\.1\\.[12]$`);
const CHIP_AUTHENTICATION = new RegExp(`^${PROTOCOLS}\\.3\\.\\d+\\.\\d+$`);
const PACE_DOMAIN = new RegExp(`^${PROTOCOLS}\\.4\\.\\d+$`);
const PACE = new RegExp(`^${PROTOCOLS}\\.4\\.\\d+\\.\\d+$`);
/** id-icao-mrtd-security-aaProtocolObject. */
const ACTIVE_AUTHENTICATION = '2.23.136.1.1.5';

export interface SecurityInfos {
  pace: { oid: string; version: number; parameterId: number | null }[];
  /** `algorithm`: AlgorithmIdentifier, DER. */
  paceDomains: { oid: string; algorithm: Uint8Array; parameterId: number | null }[];
  chipAuthentication: { oid: string; version: number; keyId: number | null }[];
  /** `publicKey`: SubjectPublicKeyInfo, DER. */
  chipAuthenticationKeys: { oid: string; publicKey: Uint8Array; keyId: number | null }[];
  /** `signatureAlgorithm`: object identifier, plain ECDSA of TR-03111. */
  activeAuthentication: { signatureAlgorithm: string } | null;
  /** Protocols this reader has no use for. */
  others: string[];
}

/** Of a chip that says nothing. */
export const NO_INFOS: SecurityInfos = {
  pace: [],
  paceDomains: [],
  chipAuthentication: [],
  chipAuthenticationKeys: [],
  activeAuthentication: null,
  others: [],
};

export type SecurityInfosResult = { ok: true; infos: SecurityInfos } | { ok: false; detail: string };

/** EF.CardAccess (the SET itself) or DG14 (6E around it). An info that cannot be read is passed over, and only it. */
export function parseSecurityInfos(bytes: Uint8Array): SecurityInfosResult {
  let set = readTlv(bytes);
  if (set.ok && set.value.tag === 0x6e) set = readTlv(set.value.value);
  if (!set.ok) return { ok: false, detail: `SecurityInfos: ${set.detail}` };
  if (set.value.tag !== 0x31) return { ok: false, detail: 'SecurityInfos: no SET' };

  const infos: SecurityInfos = structuredClone(NO_INFOS);
  for (let offset = 0, count = 0; count < MAX_SECURITY_INFOS; count++) {
    const info = readTlv(set.value.value, offset);
    // The end, or a length that lies: what came before still stands.
    if (!info.ok) break;
    add(infos, info.value);
    offset += info.value.bytes.length;
  }
  return { ok: true, infos };
}

/** SecurityInfo ::= SEQUENCE { protocol OBJECT IDENTIFIER, requiredData, optionalData OPTIONAL }. */
function add(infos: SecurityInfos, info: Tlv): void {
  const parts = info.tag === 0x30 ? readTlvs(info.value) : null;
  if (!parts?.ok) return;
  const [protocol, required, optional] = parts.value;
  const oid = protocol?.tag === 0x06 ? decodeObjectIdentifier(protocol.value) : null;
  if (oid === null || !required) return;

  if (oid === ACTIVE_AUTHENTICATION) {
    const signatureAlgorithm = optional?.tag === 0x06 ? decodeObjectIdentifier(optional.value) : null;
    if (signatureAlgorithm !== null) infos.activeAuthentication ??= { signatureAlgorithm };
    return;
  }
  const isVersioned = PACE.test(oid) || CHIP_AUTHENTICATION.test(oid);
  if (!isVersioned && !PACE_DOMAIN.test(oid) && !PUBLIC_KEY.test(oid)) {
    infos.others.push(oid);
    return;
  }
  const id = optional ? integerOf(optional) : null;
  if (id === undefined) return;
  if (isVersioned) {
    const version = integerOf(required);
    if (version === undefined) return;
    if (PACE.test(oid)) infos.pace.push({ oid, version, parameterId: id });
    else infos.chipAuthentication.push({ oid, version, keyId: id });
    return;
  }
  if (required.tag !== 0x30) return;
  if (PUBLIC_KEY.test(oid)) infos.chipAuthenticationKeys.push({ oid, publicKey: required.bytes, keyId: id });
  else infos.paceDomains.push({ oid, algorithm: required.bytes, parameterId: id });
}

/** Taken as unsigned: not every issuer puts the zero before a high bit. Undefined when it is none, or too long. */
function integerOf({ tag, value }: Tlv): number | undefined {
  const digits = value[0] === 0 ? value.subarray(1) : value;
  if (tag !== 0x02 || value.length === 0 || digits.length > MAX_INTEGER_BYTES) return undefined;
  return digits.reduce((number, digit) => number * 0x100 + digit, 0);
}
