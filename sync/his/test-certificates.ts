/** Certificates for tests of TLS, made by OpenSSL when they are asked for; each lives a day. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestCertificate {
  certificatePem: string;
  keyPem: string;
}

export interface TestAuthority extends TestCertificate {
  /** A certificate for these names (`DNS:…`, `IP:…`); its time is over when `isExpired`. */
  issue(name: string, options?: { subjectAltName?: string; isExpired?: boolean }): TestCertificate;
}

export function testAuthority(name: string): TestAuthority {
  const own = inFolder((folder, openssl) => {
    openssl(
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      'key.pem',
      '-out',
      'certificate.pem',
      '-days',
      '1',
      '-subj',
      `/CN=${name}`,
    );
    return pair(folder);
  });
  return {
    ...own,
    issue: (subject, { subjectAltName = 'IP:127.0.0.1', isExpired = false } = {}) =>
      inFolder((folder, openssl) => {
        writeFileSync(join(folder, 'ca.pem'), own.certificatePem);
        writeFileSync(join(folder, 'ca-key.pem'), own.keyPem);
        writeFileSync(join(folder, 'index.txt'), '');
        writeFileSync(join(folder, 'ca.conf'), authorityConfiguration(subjectAltName));
        openssl('req', '-new', ...newKey, '-keyout', 'key.pem', '-out', 'request.pem', '-subj', `/CN=${subject}`);
        const dates = isExpired ? ['-startdate', '20200101000000Z', '-enddate', '20200102000000Z'] : ['-days', '1'];
        openssl(
          'ca',
          '-batch',
          '-notext',
          '-config',
          'ca.conf',
          '-in',
          'request.pem',
          '-out',
          'certificate.pem',
          ...dates,
        );
        return pair(folder);
      }),
  };
}

/** The same key under a passphrase. */
export function lockedKey(keyPem: string, passphrase: string): string {
  return inFolder((folder, openssl) => {
    writeFileSync(join(folder, 'key.pem'), keyPem);
    openssl('pkcs8', '-topk8', '-in', 'key.pem', '-out', 'locked.pem', '-passout', `pass:${passphrase}`);
    return readFileSync(join(folder, 'locked.pem'), 'utf8');
  });
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

const authorityConfiguration = (subjectAltName: string): string => `
[ca]
default_ca = test
[test]
database = index.txt
certificate = ca.pem
private_key = ca-key.pem
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = leaf
[any]
commonName = supplied
[leaf]
subjectAltName = ${subjectAltName}
`;

const pair = (folder: string): TestCertificate => ({
  certificatePem: readFileSync(join(folder, 'certificate.pem'), 'utf8'),
  keyPem: readFileSync(join(folder, 'key.pem'), 'utf8'),
});

function inFolder<T>(work: (folder: string, openssl: (...words: string[]) => void) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'test-certificates-'));
  try {
    return work(folder, (...words) => void execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
