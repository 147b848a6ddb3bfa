import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Country signing certificates (CSCA) that the hospital trusts, from a folder of .cer, .der, .crt and .pem files. */
export function loadAnchors(folder: string): Uint8Array[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => /\.(cer|crt|der|pem)$/i.test(name))
    .sort()
    .flatMap((name) => certificatesIn(join(folder, name)));
}

/** DER bytes as they are; every CERTIFICATE block of a PEM text (RFC 7468). */
function certificatesIn(file: string): Uint8Array[] {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch {
    // What cannot be read anchors nothing; the verdict says so.
    return [];
  }
  const blocks = [
    ...content.toString('latin1').matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g),
  ];
  return blocks.length > 0 ? blocks.map(([, base64]) => Buffer.from(base64 ?? '', 'base64')) : [content];
}
