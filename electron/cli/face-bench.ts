import { join } from 'node:path';
import type { Shared } from './command.ts';
import { picturesIn, type PersonPicture } from './face-folder.ts';
import { openFace, readPicture, type FaceAtWork } from './face-pipeline.ts';
import { comparePairs, equalErrorRate, medianOf, pairsNeeded, ratesAt, ratesAtFmr } from './face-statistics.ts';
import { complain, type ExitCode, exitCodes, print, table } from './output.ts';

const falseMatchRates = [1e-2, 1e-3, 1e-4];
const thresholds = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6];

/**
 * `tiepdon face bench`: how well the configured models tell the people of a folder apart, which holds one folder of pictures for
 * each. Pictures are read and nothing of them is kept.
 */
export async function benchFaces({ json, data, folder }: Shared & { folder: string }): Promise<ExitCode> {
  const found = picturesIn(folder);
  if (!found.ok) {
    complain(json, `${folder} ${found.detail}`);
    return exitCodes.usage;
  }
  const opened = await openFace({ data, beside: false });
  if (!opened.ok) {
    complain(json, opened.detail);
    return exitCodes.invalid;
  }
  const { face } = opened;
  try {
    const report = reportOf(await lookAtAll(face, folder, found.pictures), face);
    print(json, report, () => linesOf(report));
    return exitCodes.done;
  } finally {
    await face.close();
  }
}

interface Seen {
  pictures: readonly PersonPicture[];
  templates: Float32Array[];
  /** The person of each template. */
  people: string[];
  /** Without a face, with several of one size, and no pictures at all: their paths. */
  missed: string[];
  several: string[];
  broken: string[];
  allMs: number[];
}

async function lookAtAll(face: FaceAtWork, folder: string, pictures: readonly PersonPicture[]): Promise<Seen> {
  const seen: Seen = { pictures, templates: [], people: [], missed: [], several: [], broken: [], allMs: [] };
  for (const { person, path } of pictures) {
    const read = readPicture(join(folder, path));
    const looked = read.ok ? await face.analyse(read.bytes) : null;
    if (!looked) {
      seen.broken.push(path);
      continue;
    }
    const { best } = looked.analysis;
    if (!best) {
      seen.missed.push(path);
      continue;
    }
    if (best.quality.faces > 1) seen.several.push(path);
    seen.templates.push(best.embedding);
    seen.people.push(person);
    seen.allMs.push(looked.ms);
  }
  return seen;
}

function reportOf({ pictures, templates, people, missed, several, broken, allMs }: Seen, face: FaceAtWork) {
  const { detection, landmarks, embedding } = face.models;
  const pairs = comparePairs(templates, people);
  return {
    models: { detection: detection.file, landmarks: landmarks.file, embedding: embedding.file },
    people: new Set(pictures.map(({ person }) => person)).size,
    pictures: pictures.length,
    missed,
    several,
    broken,
    genuinePairs: pairs.genuine.count,
    impostorPairs: pairs.impostor.count,
    equalErrorRate: equalErrorRate(pairs),
    atFmr: falseMatchRates.map((fmr) => ({
      fmr,
      impostorPairsNeeded: pairsNeeded(fmr),
      reached: ratesAtFmr(pairs, fmr),
    })),
    thresholds: thresholds.map((threshold) => ratesAt(pairs, threshold)),
    medianMs: {
      detection: medianOf(face.stageMs.detection),
      landmarks: medianOf(face.stageMs.landmarks),
      embedding: medianOf(face.stageMs.embedding),
      all: medianOf(allMs),
    },
  };
}

function linesOf(report: ReturnType<typeof reportOf>): string[] {
  const { models, missed, several, broken, genuinePairs, impostorPairs, equalErrorRate: equal, medianMs } = report;
  return [
    ...table([
      ['models', `${models.detection}, ${models.landmarks}, ${models.embedding}`],
      ['people', String(report.people)],
      ['pictures', String(report.pictures)],
      ['no face found', String(missed.length)],
      ['several faces', `${String(several.length)} (the largest was compared)`],
      ['no picture', String(broken.length)],
      ['genuine pairs', String(genuinePairs)],
      ['impostor pairs', String(impostorPairs)],
      ['EER', equal === null ? '-' : `${percent(equal.rate)} at ${equal.threshold.toFixed(3)}`],
    ]),
    '',
    ...table([
      ['FMR', 'threshold', 'TAR'],
      ...report.atFmr.map(({ fmr, impostorPairsNeeded, reached }) => [
        fmr.toExponential(0),
        reached?.threshold.toFixed(3) ?? '-',
        reached ? percent(reached.tar) : impostorPairs < impostorPairsNeeded ? tooFew(impostorPairsNeeded) : '-',
      ]),
    ]),
    '',
    ...table([
      ['threshold', 'FMR', 'TAR'],
      ...report.thresholds.map(({ threshold, fmr, tar }) => [
        threshold.toFixed(2),
        fmr === 0 ? '0' : fmr.toExponential(1),
        percent(tar),
      ]),
    ]),
    '',
    ...table([
      ['median ms', ...Object.keys(medianMs)],
      ['', ...Object.values(medianMs).map((ms) => ms?.toFixed(1) ?? '-')],
    ]),
    ...[...missed.map((path) => `no face found: ${path}`), ...broken.map((path) => `no picture: ${path}`)],
  ];
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const tooFew = (needed: number): string => `- (takes ${String(needed)} impostor pairs)`;
