import { z } from 'zod';

/**
 * Which of the values that a schema has to choose from samples show: of enums, of what is so or not, of what may be lacking, and of
 * the kinds that a union tells apart.
 */

/** `place`: where in the schema, as `visit(ticket).others[](clinic).stream`. */
export interface Choice {
  place: string;
  value: string;
  isShown: boolean;
}

/** `samples`: whatever stands at that place. Below a kind that no sample is of, nothing more is said. */
export function choicesOf(schema: z.core.$ZodType, samples: readonly unknown[], place = ''): Choice[] {
  if (schema instanceof z.ZodEnum) {
    return schema.options.map((value) => ({ place, value: String(value), isShown: samples.includes(value) }));
  }
  if (schema instanceof z.ZodBoolean) {
    return [true, false].map((value) => ({ place, value: String(value), isShown: samples.includes(value) }));
  }
  if (schema instanceof z.ZodNullable) {
    const inner = choicesOf(schema.def.innerType, samples.filter(isThere), place);
    const there = inner.length > 0 ? [] : [{ place, value: 'there', isShown: samples.some(isThere) }];
    return [{ place, value: 'null', isShown: samples.includes(null) }, ...there, ...inner];
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return choicesOf(schema.def.innerType, samples.filter(isThere), place);
  }
  if (schema instanceof z.ZodArray) return choicesOf(schema.element, samples.flat(), `${place}[]`);
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as z.core.$ZodShape).flatMap(([name, field]) => {
      const inside = place === '' ? name : `${place}.${name}`;
      return choicesOf(field, fieldsOf(samples, name), inside);
    });
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    return (schema.options as z.ZodObject[]).flatMap((option) => {
      const value = kindOf(option, discriminator);
      const ofIt = samples.filter((sample) => fieldsOf([sample], discriminator).includes(value));
      const kind = { place: `${place}.${discriminator}`, value, isShown: ofIt.length > 0 };
      return kind.isShown ? [kind, ...choicesOf(option, ofIt, `${place}(${value})`)] : [kind];
    });
  }
  return [];
}

const isThere = (sample: unknown): boolean => sample !== null && sample !== undefined;

const fieldsOf = (samples: readonly unknown[], name: string): unknown[] =>
  samples.filter(isThere).map((sample) => (sample as Record<string, unknown>)[name]);

function kindOf({ shape }: z.ZodObject, discriminator: string): string {
  const literal: unknown = shape[discriminator];
  if (!(literal instanceof z.ZodLiteral)) throw new Error(`${discriminator} is told by no literal`);
  return String(literal.value);
}

/** Places that one part of the screen draws in the same way: a value that one of them shows is shown. */
type Alike = readonly RegExp[];

/** What cannot be drawn, or is drawn as another value is: place and value, and why. */
export type NotDrawn = readonly (readonly [what: RegExp, why: string])[];

/** `place: value` of what is shown nowhere and excused by nothing, and of excuses that excuse nothing any more. */
export function missingOf(choices: readonly Choice[], alike: Alike, notDrawn: NotDrawn): string[] {
  const shown = new Set(choices.filter(({ isShown }) => isShown).map((choice) => nameOf(choice, alike)));
  const missing = choices
    .filter((choice) => !shown.has(nameOf(choice, alike)))
    .map(({ place, value }) => `${place}: ${value}`);
  return [
    ...missing.filter((each) => !notDrawn.some(([what]) => what.test(each))),
    ...notDrawn
      .filter(([what]) => !missing.some((each) => what.test(each)))
      .map(([what]) => `shown by now: ${String(what)}`),
  ];
}

function nameOf({ place, value }: Choice, alike: Alike): string {
  const group = alike.find((each) => each.test(place));
  return `${group ? String(group) : place}: ${value}`;
}
