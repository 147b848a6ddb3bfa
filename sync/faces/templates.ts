/**
 * Templates in memory, side by side in one array, so that comparing one is a walk over its numbers. Nothing else of an
 * enrolment is held in the clear.
 */
export interface Templates {
  put(enrolment: number, template: Float32Array): void;
  remove(enrolment: number): void;
  has(enrolment: number): boolean;
  /** Cosine similarity to a unit vector, at most 1. */
  similarity(enrolment: number, probe: Float32Array): number;
  readonly count: number;
  /** Of the array, the room for further ones included. */
  readonly sizeBytes: number;
  /** Leaves zeros. */
  wipe(): void;
}

/** Where the array is full, it grows by this share: doubling would leave half of it empty in a large gallery. */
const growth = 1 / 8;
const leastRoom = 64;

/** `expected`: how many will be put in at first. */
export function openTemplates(dimension: number, expected: number): Templates {
  let numbers = new Float32Array(roomFor(expected) * dimension);
  const starts = new Map<number, number>();
  const free: number[] = [];
  let end = 0;

  function grow(): void {
    const larger = new Float32Array(roomFor(end / dimension) * dimension);
    larger.set(numbers);
    numbers.fill(0);
    numbers = larger;
  }

  function nextStart(): number {
    const reused = free.pop();
    if (reused !== undefined) return reused;
    if (end === numbers.length) grow();
    end += dimension;
    return end - dimension;
  }

  return {
    put(enrolment, template) {
      const start = nextStart();
      numbers.set(template, start);
      starts.set(enrolment, start);
    },

    remove(enrolment) {
      const start = starts.get(enrolment);
      if (start === undefined) return;
      numbers.fill(0, start, start + dimension);
      starts.delete(enrolment);
      free.push(start);
    },

    has: (enrolment) => starts.has(enrolment),

    similarity(enrolment, probe) {
      const start = starts.get(enrolment) as number;
      let sum = 0;
      for (let at = 0; at < dimension; at += 1) sum += (numbers[start + at] as number) * (probe[at] as number);
      return Math.min(1, sum);
    },

    get count() {
      return starts.size;
    },

    get sizeBytes() {
      return numbers.byteLength;
    },

    wipe() {
      numbers.fill(0);
    },
  };
}

const roomFor = (count: number): number => count + Math.max(leastRoom, Math.ceil(count * growth));

/** The same direction at length 1: a longer vector would be more similar to everybody. null for what has no direction. */
export function unitVector(vector: Float32Array): Float32Array | null {
  const length = Math.sqrt(vector.reduce((sum, number) => sum + number * number, 0));
  return Number.isFinite(length) && length > 0 ? vector.map((number) => number / length) : null;
}
