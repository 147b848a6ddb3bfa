import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestSchemas, wireTemplate } from './wire.ts';

const model = 'a'.repeat(64);
const factor = { kind: 'patient', patientId: 'P1' };
const readBack = (template: unknown) => requestSchemas.recognise.safeParse({ factor, template });

const base64Of = (values: readonly number[]): string =>
  wireTemplate({ embedding: Float32Array.from(values), model }).embedding;

describe('a template on the wire', () => {
  it('is Base64 of float32, little endian', () => {
    expect(base64Of([1, -0.5])).toBe(Buffer.from('0000803f000000bf', 'hex').toString('base64'));
  });

  it('comes back as the direction that was sent, of length 1 whatever length it had', () => {
    const values = fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 64, maxLength: 2_048 });
    fc.assert(
      fc.property(values, (sent) => {
        const length = Math.hypot(...sent);
        fc.pre(length > 1e-3);
        const parsed = readBack({ embedding: base64Of(sent), model });
        const embedding = parsed.data?.template.embedding ?? new Float32Array();
        expect(Math.hypot(...embedding)).toBeCloseTo(1, 4);
        expect(embedding.length).toBe(sent.length);
        expect(embedding[0]).toBeCloseTo((sent[0] ?? 0) / length, 4);
      }),
    );
  });

  const ones = (count: number): number[] => new Array<number>(count).fill(1);
  it.each([
    ['too short', base64Of(ones(63))],
    ['too long', base64Of(ones(2_049))],
    ['cut within a value', Buffer.alloc(257, 1).toString('base64')],
    ['without a direction', base64Of(ones(64).fill(0))],
    ['with a value that is no number', base64Of([...ones(63), Number.NaN])],
    ['with an endless value', base64Of([...ones(63), Number.POSITIVE_INFINITY])],
    ['no Base64', 'ö'.repeat(400)],
  ])('is refused when it is %s', (_, embedding) => {
    expect(readBack({ embedding, model }).success).toBe(false);
  });

  it('is taken at its bounds', () => {
    for (const count of [64, 2_048]) expect(readBack({ embedding: base64Of(ones(count)), model }).success).toBe(true);
  });
});
