import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faceQualitySchema } from '../bridge/intent.ts';
import { run } from './command-testing.ts';
import { noModels, skippedWithoutModels, slowMs, specimenPicture, temporaryFolder, wall } from './face-testing.ts';
import { exitCodes } from './output.ts';

describe.skipIf(noModels)(`tiepdon face match${skippedWithoutModels}`, () => {
  it(
    'accepts two pictures of one person, refuses two people, and measures each',
    async () => {
      const data = temporaryFolder();
      const same = await run(
        'face',
        'match',
        specimenPicture('p03', 'portrait'),
        specimenPicture('p03', 'live1'),
        '--data',
        data,
      );
      expect(same.code).toBe(exitCodes.done);
      expect(same.out).toMatch(/^accept: similarity 0\.\d{3} \(accept from 0\.5, retry from 0\.4\)$/m);
      expect(same.out).toMatch(/^eyeOpening +0\.\d+ +0\.\d+$/m);

      const files = [specimenPicture('p03', 'portrait'), specimenPicture('p12', 'live1')];
      const other = await run('face', 'match', ...files, '--json', '--data', data);
      expect(other.code).toBe(exitCodes.failed);
      const report = JSON.parse(other.out) as { similarity: number; verdict: string; pictures: { quality: unknown }[] };
      expect(report.similarity).toBeLessThan(0.5);
      expect(report.verdict).toMatch(/^(retry|no match)$/);
      for (const { quality } of report.pictures) expect(faceQualitySchema.safeParse(quality).success).toBe(true);
    },
    slowMs,
  );

  it(
    'follows the thresholds of the configuration',
    async () => {
      const data = temporaryFolder();
      writeFileSync(
        join(data, 'kiosk.toml'),
        'version = 1\n[face.models.embedding.thresholds]\naccept = 1.0\nretry = 0.3\n',
      );
      const { code, out } = await run(
        'face',
        'match',
        specimenPicture('p03', 'portrait'),
        specimenPicture('p03', 'live1'),
        '--data',
        data,
      );
      expect(code).toBe(exitCodes.failed);
      expect(out).toMatch(/^retry: /);
    },
    slowMs,
  );

  it(
    'knows a picture without a face, and what is no picture',
    async () => {
      const data = temporaryFolder();
      const empty = join(data, 'wall.png');
      writeFileSync(empty, wall);
      const nobody = await run('face', 'match', empty, specimenPicture('p03', 'live1'), '--data', data);
      expect(nobody.code).toBe(exitCodes.failed);
      expect(nobody.out).toMatch(/^no face$/m);
      const half = join(data, 'half.jpg');
      writeFileSync(half, Uint8Array.of(0xff, 0xd8, 0xff));
      const broken = await run('face', 'match', half, specimenPicture('p03', 'live1'), '--data', data);
      expect(broken).toMatchObject({ code: exitCodes.usage, out: '' });
      expect(broken.err).toContain('half.jpg is no JPEG or PNG picture');
    },
    slowMs,
  );
});

describe('tiepdon face match, called wrongly', () => {
  it.each([
    [['one.jpg']],
    [['one.jpg', 'two.jpg', 'three.jpg']],
    [['nowhere.jpg', 'nowhere.png']],
    [[tmpdir(), tmpdir()]],
  ])('%j', async (files) => {
    const { code, out, err } = await run('face', 'match', ...files, '--data', temporaryFolder());
    expect({ code, out }).toEqual({ code: exitCodes.usage, out: '' });
    expect(err).toMatch(/two pictures are wanted|cannot be read/);
  });
});
