import { describe, expect, it } from 'vitest';
import { problemsOf, read } from './configuration-testing.ts';

const certificate = '[faces.server.tls]\ncertificate = "kiosk.pem"\nkey = { file = "secrets/kiosk-key.pem" }';

describe('enrolled faces', () => {
  it('are kept by this kiosk unless the configuration says otherwise', () => {
    expect(read('version = 1').faces).toEqual({
      gallery: 'local',
      minimumAge: 18,
      keptDays: 365,
      failuresPerFactor: 5,
      failuresPerHour: 30,
    });
    expect(read('version = 1\nfaces.gallery = "off"').faces.gallery).toBe('off');
  });

  it('are kept by the hospital where its address and a certificate stand', () => {
    const { faces } = read(
      `version = 1\n[faces]\ngallery = "hospital"\n[faces.server]\nurl = "https://gallery.example:8443"\n${certificate}`,
    );
    expect(faces).toMatchObject({
      gallery: 'hospital',
      server: {
        url: 'https://gallery.example:8443',
        timeoutMs: 2_000,
        tls: {
          ca: null,
          client: { certificate: 'kiosk.pem', key: { file: 'secrets/kiosk-key.pem' }, passphrase: null },
        },
      },
    });
  });

  it.each([
    ['no address', '[faces]\ngallery = "hospital"', 'faces.server.url: must be given for gallery = "hospital"'],
    [
      'an address that tells everybody',
      `[faces]\ngallery = "hospital"\n[faces.server]\nurl = "http://gallery.example"\n${certificate}`,
      'faces.server.url: must begin with https://',
    ],
    [
      'no certificate',
      '[faces]\ngallery = "hospital"\n[faces.server]\nurl = "https://gallery.example"',
      'faces.server.tls.certificate: must be given',
    ],
    ['a child', '[faces]\nminimumAge = 15', 'faces.minimumAge: must not be below 16'],
  ])('are not configured with %s', (_, source, problem) => {
    expect(problemsOf(`version = 1\n${source}`).join('\n')).toContain(problem);
  });
});

describe('a face model', () => {
  it('of the hospital is named with its hash, and keeps the rest as shipped', () => {
    const sha256 = 'ab'.repeat(32);
    const { embedding } = read(
      `version = 1\n[face.models.embedding]\nfile = "sface.onnx"\nsha256 = "${sha256}"\ninput = "data"\ncolour = "bgr"\n` +
        'dimension = 128\nnormalisation = { mean = 0, scale = 1 }\nthresholds = { accept = 0.36, retry = 0.3 }',
    ).face.models;
    expect(embedding).toMatchObject({ file: 'sface.onnx', sha256, input: 'data', dimension: 128, output: 'output' });
    expect(embedding.thresholds).toEqual({ accept: 0.36, retry: 0.3, returning: 0.5, margin: 0.08, continuity: 0.6 });
  });

  it.each([
    ['a path', 'file = "../x.onnx"', 'must be a plain file name'],
    ['no hash', 'sha256 = "abc"', 'must be a SHA-256'],
    ['an unknown threshold', 'thresholds = { sure = 1 }', 'unknown key'],
  ])('is refused with %s', (_, line, problem) => {
    expect(problemsOf(`version = 1\n[face.models.embedding]\n${line}`).join('\n')).toContain(problem);
  });
});

describe('the table of evidence', () => {
  it('is changed by the cell', () => {
    const { evidence } = read('version = 1\npolicies.evidence.typed.selfService = false').policies;
    expect(evidence.typed).toEqual({ selfService: false, spellsName: false, checkAtDoor: true });
    expect(evidence['chip-and-face'].selfService).toBe(true);
  });

  it('has no other levels', () => {
    expect(problemsOf('version = 1\n[policies.evidence.guess]\nselfService = true').join('\n')).toContain(
      'unknown key',
    );
  });
});
