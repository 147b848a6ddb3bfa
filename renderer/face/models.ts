/**
 * The three models of the face check. Each is an entry, so that a hospital that recalibrates can put another in its place:
 * a replacement embedding model must take the same 112 x 112 ArcFace alignment, and brings its own thresholds.
 *
 * Files and hashes come from weights-source.json, which set-up reads too.
 */
import source from './weights-source.json' with { type: 'json' };

/** Pixel value v in 0..255 becomes (v - mean) / scale. */
export interface Normalisation {
  mean: number;
  scale: number;
}

export interface Model {
  file: keyof typeof source.files;
  sha256: string;
  /** Batch, channels, height, width of the input named `input`, float32. */
  inputShape: readonly [1, 1 | 3, number, number];
  colour: 'rgb' | 'grey';
  normalisation: Normalisation;
  licence: string;
}

export interface DetectionModel extends Model {
  outputs: { scores: string; boxes: string };
  thresholds: { score: number; overlap: number };
}

export interface LandmarkModel extends Model {
  output: string;
  points: number;
}

export interface EmbeddingModel extends Model {
  output: string;
  dimension: number;
  /**
   * Cosine similarities for the comparison with the chip's portrait: from `accept` on it is the same person, from `retry` on
   * it is worth another try. False matches at .50: 6.4e-6 of all pairs of LFW, 2.2e-4 of its Asian part by name.
   */
  thresholds: { accept: number; retry: number };
}

/** The package declares MIT; what its models were trained on is not disclosed. */
const licence = 'MIT';

export const detectionModel: DetectionModel = {
  file: 'fr_detect.onnx',
  sha256: source.files['fr_detect.onnx'].sha256,
  inputShape: [1, 3, 240, 320],
  colour: 'rgb',
  normalisation: { mean: 127, scale: 128 },
  outputs: { scores: 'scores', boxes: 'boxes' },
  thresholds: { score: 0.5, overlap: 0.3 },
  licence,
};

export const landmarkModel: LandmarkModel = {
  file: 'fr_landmark.onnx',
  sha256: source.files['fr_landmark.onnx'].sha256,
  inputShape: [1, 1, 64, 64],
  colour: 'grey',
  normalisation: { mean: 0, scale: 256 },
  output: 'output',
  points: 68,
  licence,
};

export const embeddingModel: EmbeddingModel = {
  file: 'fr_feature.onnx',
  sha256: source.files['fr_feature.onnx'].sha256,
  inputShape: [1, 3, 112, 112],
  colour: 'rgb',
  normalisation: { mean: 127, scale: 128 },
  output: 'output',
  dimension: 512,
  thresholds: { accept: 0.5, retry: 0.4 },
  licence,
};

export const faceModels: readonly Model[] = [detectionModel, landmarkModel, embeddingModel];
