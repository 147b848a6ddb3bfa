import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from './command-testing.ts';
import { noModels, skippedWithoutModels, slowMs, specimenPicture, temporaryFolder, wall } from './face-testing.ts';
import { exitCodes } from './output.ts';

/** The real models on a few specimen people: what is printed, and what goes wrong; renderings say nothing about accuracy. */

function folderOfTest(): { data: string; folder: string } {
  const temporary = temporaryFolder();
  const folder = join(temporary, 'people');
  mkdirSync(folder);
  return { data: join(temporary, 'data'), folder };
}

function addPictures(folder: string, person: string, names: readonly string[]): void {
  mkdirSync(join(folder, person));
  for (const name of names) copyFileSync(specimenPicture(person, name), join(folder, person, `${name}.jpg`));
}

interface Report {
  people: number;
  pictures: number;
  missed: string[];
  broken: string[];
  genuinePairs: number;
  impostorPairs: number;
  equalErrorRate: { rate: number; threshold: number };
  atFmr: { fmr: number; reached: unknown }[];
  thresholds: { threshold: number; fmr: number; tar: number }[];
  medianMs: Record<string, number>;
}

describe.skipIf(noModels)(`tiepdon face bench${skippedWithoutModels}`, () => {
  it(
    'compares every two pictures, counts what shows no face and what is no picture, and names both',
    async () => {
      const { data, folder } = folderOfTest();
      addPictures(folder, 'p01', ['portrait', 'live1']);
      addPictures(folder, 'p02', ['portrait', 'live1']);
      writeFileSync(join(folder, 'p02', 'half.jpg'), 'half a picture');
      writeFileSync(join(folder, 'p02', 'notes.txt'), 'no picture, and not meant as one');
      writeFileSync(join(folder, 'readme.png'), 'of nobody');
      writeFileSync(join(folder, 'p01', 'wall.png'), wall);

      const { code, out } = await run('face', 'bench', folder, '--json', '--data', data);
      expect(code).toBe(exitCodes.done);
      const report = JSON.parse(out) as Report;
      expect(report).toMatchObject({
        people: 2,
        pictures: 6,
        missed: [join('p01', 'wall.png')],
        broken: [join('p02', 'half.jpg')],
        genuinePairs: 2,
        impostorPairs: 4,
        equalErrorRate: { rate: 0 },
      });
      expect(report.atFmr.map(({ fmr, reached }) => [fmr, reached])).toEqual([
        [1e-2, null],
        [1e-3, null],
        [1e-4, null],
      ]);
      expect(report.thresholds).toHaveLength(7);
      expect(report.thresholds.at(-1)).toEqual({ threshold: 0.6, fmr: 0, tar: 1 });
      for (const stage of ['detection', 'landmarks', 'embedding']) {
        expect(report.medianMs[stage]).toBeGreaterThan(0);
        expect(report.medianMs['all']).toBeGreaterThan(report.medianMs[stage] ?? Infinity);
      }

      const { out: printed } = await run('face', 'bench', folder, '--data', data);
      expect(printed).toMatch(/^EER\s+0\.00 % at/m);
      expect(printed).toMatch(/^1e-2\s+-\s+- \(takes 1000 impostor pairs\)$/m);
      expect(printed).toContain(`no picture: ${join('p02', 'half.jpg')}`);
    },
    slowMs,
  );
});

describe('tiepdon face bench of a folder it cannot use', () => {
  it('says what is wanted', async () => {
    const { data, folder } = folderOfTest();
    const told = async (path: string): Promise<string> => {
      const { code, err, out } = await run('face', 'bench', path, '--data', data);
      expect({ code, out }).toEqual({ code: exitCodes.usage, out: '' });
      expect(err.trimEnd().split('\n')).toHaveLength(1);
      return err;
    };
    expect(await told(join(folder, 'nowhere'))).toContain('is no folder');
    expect(await told(specimenPicture('p01', 'live1'))).toContain('is no folder');
    expect(await told(folder)).toContain('no folder with pictures');
    addPictures(folder, 'p01', ['portrait', 'live1']);
    expect(await told(folder)).toContain('one person only');
  });

  it('names a model that the configuration means and that is not there', async () => {
    const { data, folder } = folderOfTest();
    addPictures(folder, 'p01', ['live1']);
    addPictures(folder, 'p02', ['live1']);
    mkdirSync(data);
    writeFileSync(
      join(data, 'kiosk.toml'),
      `version = 1\n[face.models.embedding]\nfile = "ours.onnx"\nsha256 = "${'ab'.repeat(32)}"\n`,
    );
    const { code, err } = await run('face', 'bench', folder, '--data', data);
    expect(code).toBe(exitCodes.invalid);
    expect(err).toContain('ours.onnx');
  });
});
