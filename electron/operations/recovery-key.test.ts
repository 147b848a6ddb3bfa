import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  fingerprintOf,
  makeRecoveryKeys,
  recoveryPrivateKey,
  recoveryPublicKey,
  unwrapWithRecovery,
  wrapForRecovery,
} from './recovery-key.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
let made: ReturnType<typeof makeRecoveryKeys>;
beforeAll(() => {
  made = makeRecoveryKeys('quite secret');
}, 60_000);

describe('a recovery key', () => {
  it('is a pair whose private half opens what its public half wrapped, with its passphrase only', () => {
    const half = recoveryPublicKey(made.publicPem);
    assert(half.ok);
    const secret = randomBytes(32);
    const wrapped = wrapForRecovery(half.value, secret);
    const key = recoveryPrivateKey(made.privatePem, 'quite secret');
    assert(key.ok);
    expect(unwrapWithRecovery(key.value, wrapped)).toEqual(secret);
    expect(
      unwrapWithRecovery(
        key.value,
        wrapped.replace(/^./, (digit) => (digit === 'A' ? 'B' : 'A')),
      ),
    ).toBeNull();
    expect(fingerprintOf(key.value)).toBe(half.value.fingerprint);
    expect(recoveryPrivateKey(made.privatePem, null)).toMatchObject({ ok: false });
    expect(made.privatePem).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
  });

  it.skipIf(!hasOpenssl)('opens with openssl alone, and openssl’s own pair serves as well', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tiepdon-openssl-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const [privateFile, publicFile] = [join(folder, 'private.pem'), join(folder, 'public.pem')];
    const genpkey = ['genpkey', '-quiet', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072', '-out', privateFile];
    execFileSync('openssl', genpkey);
    execFileSync('openssl', ['pkey', '-in', privateFile, '-pubout', '-out', publicFile]);
    const half = recoveryPublicKey(readFileSync(publicFile, 'utf8'));
    assert(half.ok);
    const secret = randomBytes(32);
    const wrapped = Buffer.from(wrapForRecovery(half.value, secret), 'base64');
    const oaep = ['-pkeyopt', 'rsa_padding_mode:oaep', '-pkeyopt', 'rsa_oaep_md:sha256'];
    expect(
      execFileSync('openssl', ['pkeyutl', '-decrypt', '-inkey', privateFile, ...oaep], { input: wrapped }),
    ).toEqual(secret);

    const guarded = join(folder, 'guarded.pem');
    writeFileSync(guarded, made.privatePem);
    const ours = recoveryPublicKey(made.publicPem);
    assert(ours.ok);
    const forOurs = Buffer.from(wrapForRecovery(ours.value, secret), 'base64');
    const withPassphrase = ['pkeyutl', '-decrypt', '-inkey', guarded, '-passin', 'pass:quite secret', ...oaep];
    expect(execFileSync('openssl', withPassphrase, { input: forOurs })).toEqual(secret);
  });

  it.each([
    ['no PEM', 'nothing', 'it is no public key in PEM.'],
    ['short', pem('rsa', { modulusLength: 2048 }), 'it must be an RSA key of 3072 bits or more.'],
    ['elliptic', pem('ed25519', {}), 'it must be an RSA key of 3072 bits or more.'],
  ])('that is %s is of no use', (_, publicPem, message) => {
    expect(recoveryPublicKey(publicPem)).toEqual({ ok: false, message });
  });

  it('whose private half would lie on the kiosk is refused', () => {
    expect(recoveryPublicKey(made.privatePem)).toMatchObject({ ok: false });
  });

  it('of another kind does not open', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const text = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(recoveryPrivateKey(text, null)).toEqual({
      ok: false,
      message: 'The recovery key is no RSA private key in PEM that opens.',
    });
  });
});

function pem(kind: 'rsa' | 'ed25519', options: object): string {
  const { publicKey } =
    kind === 'rsa' ? generateKeyPairSync('rsa', options as { modulusLength: number }) : generateKeyPairSync('ed25519');
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}
