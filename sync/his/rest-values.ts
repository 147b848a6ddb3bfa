/** Of what the answers of a REST hospital are made. Nothing is longer than `longestText`, no list longer than `longestList`. */
import { z } from 'zod';

/** TEN_DICH_VU, the longest text of the ministry's table. */
const longestText = 1_024;

/** The largest Vietnamese hospitals see some 8,000 outpatients a day; there are 3,321 communes since 1 July 2025. */
const longestList = 10_000;

export const text = z.string().max(longestText);

export const id = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);

export const list = <T extends z.ZodType>(item: T) => z.array(item).max(longestList);

/** Empty or blank text, null and a missing field are the same in this style. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (isNothing(value) ? undefined : value), schema.optional());

const isNothing = (value: unknown): boolean => value === null || (typeof value === 'string' && value.trim() === '');

/** Numbers may come as text, and the other way round. */
const word = z.union([z.string(), z.number()]).transform(String);

export const code = word.pipe(z.string().regex(/^[A-Za-z0-9._-]{1,64}$/));

/** A number as it stands on paper, with bars and spaces. */
export const paperNumber = word.pipe(z.string().min(1).max(64));

export const flag = code.transform((value) => value === '1');

export const count = z.coerce.number().int().min(0).max(1_000_000);
