/**
 * Elliptic curves of document signers (ICAO 9303-12, 4.1.6.3), all of them through noble: Electron's BoringSSL knows
 * neither brainpool curves nor explicit parameters.
 */
import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { toHex } from './bytes.ts';
import { decodeObjectIdentifier, readTlv, readTlvs } from './tlv.ts';

export type Curve = typeof p256;

const NAMED_CURVES: ReadonlyMap<string, Curve> = new Map([
  ['1.2.840.10045.3.1.7', p256],
  ['1.3.132.0.34', p384],
  ['1.3.132.0.35', p521],
  ['1.3.36.3.3.2.8.1.1.7', brainpoolP256r1],
  ['1.3.36.3.3.2.8.1.1.11', brainpoolP384r1],
  ['1.3.36.3.3.2.8.1.1.13', brainpoolP512r1],
]);

/** The curve that EcpkParameters (RFC 3279, 2.3.5) name or spell out; null when it is none of ours. */
export function curveOf(parameters: Uint8Array): Curve | null {
  const element = readTlv(parameters);
  if (!element.ok) return null;
  if (element.value.tag === 0x06) {
    const name = decodeObjectIdentifier(element.value.value);
    return (name !== null && NAMED_CURVES.get(name)) || null;
  }
  return element.value.tag === 0x30 ? explicitCurve(element.value.value) : null;
}

/**
 * Explicit parameters are taken only when every one of them, the generator above all, is that of a known curve: a
 * generator of the sender's choice makes any signature hold.
 */
function explicitCurve(content: Uint8Array): Curve | null {
  const parts = readTlvs(content);
  if (!parts.ok) return null;
  const [, field, equation, base, order] = parts.value;
  const fieldParts = field ? readTlvs(field.value) : null;
  const coefficients = equation ? readTlvs(equation.value) : null;
  if (!fieldParts?.ok || !coefficients?.ok || !base || !order) return null;
  const [p, a, b] = [fieldParts.value[1], coefficients.value[0], coefficients.value[1]];
  if (!p || !a || !b) return null;

  for (const curve of NAMED_CURVES.values()) {
    const known = curve.Point.CURVE();
    const width = known.p.toString(16).length + (known.p.toString(16).length % 2);
    const generator = known.Gx.toString(16).padStart(width, '0') + known.Gy.toString(16).padStart(width, '0');
    if (
      toNumber(p.value) === known.p &&
      toNumber(a.value) === known.a &&
      toNumber(b.value) === known.b &&
      toNumber(order.value) === known.n &&
      toHex(base.value) === `04${generator}`
    ) {
      return curve;
    }
  }
  return null;
}

function toNumber(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}
