import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { faceModelsSchema, shippedFaceModels } from './bridge/face-models.ts';
import { modelProblems } from './face-models.ts';

const bytes = 'not a real model';
const sha256 = createHash('sha256').update(bytes).digest('hex');
const own = (file: string) => faceModelsSchema.parse({ embedding: { file, sha256 } });

function modelsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-models-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'own.onnx'), bytes);
  writeFileSync(join(folder, 'other.onnx'), 'something else');
  return folder;
}

describe('a hospital’s own model', () => {
  it('is right when its file is the one that was meant', () => {
    expect(modelProblems(own('own.onnx'), modelsFolder())).toEqual([]);
  });

  it('is named when it is another file, or none', () => {
    const folder = modelsFolder();
    expect(modelProblems(own('other.onnx'), folder)).toEqual([
      expect.stringMatching(/other\.onnx is not the configured one: its SHA-256 is [0-9a-f]{64}/),
    ]);
    expect(modelProblems(own('gone.onnx'), folder)).toEqual([
      expect.stringContaining('gone.onnx cannot be read (ENOENT)'),
    ]);
  });

  it('is not looked for where the shipped ones are used', () => {
    expect(modelProblems(shippedFaceModels, '/nowhere')).toEqual([]);
  });
});
