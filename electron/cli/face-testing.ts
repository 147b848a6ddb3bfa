import { encode as encodePng } from 'fast-png';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { shippedFaceModels, usedModels } from '../bridge/face-models.ts';

/** What the tests of the face commands share: the specimen people's pictures, and models where the set-up fetched them. */

const root = join(import.meta.dirname, '..', '..');

export const specimenPicture = (person: string, name: string): string =>
  join(root, 'fixtures', 'people', person, `${name}.jpg`);

export const noModels = usedModels(shippedFaceModels).some(
  ({ file }) => !existsSync(join(root, 'renderer', 'face', 'weights', file)),
);
export const skippedWithoutModels = noModels ? ' (skipped: no face models; run the set-up)' : '';

/** Models take a second to load, many on a busy machine. */
export const slowMs = 60_000;

/** A grey PNG without anybody. */
export const wall = encodePng({ width: 64, height: 48, channels: 1, data: new Uint8Array(64 * 48).fill(120) });

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-face-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
