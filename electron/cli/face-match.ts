import type { EmbeddingModel } from '../bridge/face-models.ts';
import { cosineSimilarity } from '../../renderer/face/pipeline/embedding.ts';
import type { Shared } from './command.ts';
import { openFace, readPicture, type FaceAtWork } from './face-pipeline.ts';
import { complain, type ExitCode, exitCodes, print, table } from './output.ts';

/**
 * `tiepdon face match`: what the configured models and thresholds say of two pictures. Ends with 0 accepted, 1 not accepted or
 * no face, 2 no picture, 3 models that cannot be loaded. Nothing of the pictures is kept.
 */
export async function matchFaces({ json, data, files }: Shared & { files: readonly string[] }): Promise<ExitCode> {
  if (files.length !== 2) {
    complain(json, 'two pictures are wanted');
    return exitCodes.usage;
  }
  const pictures: { file: string; bytes: Uint8Array }[] = [];
  for (const file of files) {
    const read = readPicture(file);
    if (!read.ok) {
      complain(json, `${file} cannot be read (${read.detail})`);
      return exitCodes.usage;
    }
    pictures.push({ file, bytes: read.bytes });
  }
  const opened = await openFace({ data, beside: true });
  if (!opened.ok) {
    complain(json, opened.detail);
    return exitCodes.invalid;
  }
  try {
    return await compare(json, opened.face, pictures);
  } finally {
    await opened.face.close();
  }
}

async function compare(
  json: boolean,
  face: FaceAtWork,
  pictures: readonly { file: string; bytes: Uint8Array }[],
): Promise<ExitCode> {
  const seen = [];
  for (const { file, bytes } of pictures) {
    const looked = await face.analyse(bytes);
    if (!looked) {
      complain(json, `${file} is no JPEG or PNG picture`);
      return exitCodes.usage;
    }
    seen.push({ file, ...looked.analysis });
  }
  const { thresholds } = face.models.embedding;
  const [one, other] = seen.map(({ best }) => best?.embedding);
  const similarity = one && other ? cosineSimilarity(one, other) : null;
  const verdict = verdictOn(similarity, thresholds);
  const qualities = seen.map(({ file, quality }) => ({ file, quality }));
  print(json, { verdict, similarity, accept: thresholds.accept, retry: thresholds.retry, pictures: qualities }, () => [
    similarity === null
      ? verdict
      : `${verdict}: similarity ${similarity.toFixed(3)} (accept from ${String(thresholds.accept)}, retry from ${String(thresholds.retry)})`,
    '',
    ...table([
      ['', ...qualities.map(({ file }) => file)],
      ...measures.map((measure) => [measure, ...qualities.map(({ quality }) => figure(quality[measure]))]),
    ]),
  ]);
  return verdict === 'accept' ? exitCodes.done : exitCodes.failed;
}

function verdictOn(
  similarity: number | null,
  { accept, retry }: EmbeddingModel['thresholds'],
): 'accept' | 'retry' | 'no match' | 'no face' {
  if (similarity === null) return 'no face';
  if (similarity >= accept) return 'accept';
  return similarity >= retry ? 'retry' : 'no match';
}

/** All but the change from one frame to the next. */
const measures = [
  'faces',
  'widthPx',
  'isCut',
  'luma',
  'backgroundLuma',
  'sharpness',
  'yawDegrees',
  'pitchDegrees',
  'rollDegrees',
  'eyeOpening',
  'mask',
  'cap',
  'glare',
  'liveness',
] as const;

const figure = (value: number | boolean | null): string =>
  typeof value === 'number' ? String(Math.round(value * 1_000) / 1_000) : value === null ? '-' : value ? 'yes' : 'no';
