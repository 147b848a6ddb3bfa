import { expect, it } from 'vitest';
import type { StaffNote } from '../../electron/bridge/snapshot.ts';
import { mostSerious } from './most-serious.ts';

it('is what may have lost something, before what waits', () => {
  const waiting: StaffNote = { kind: 'waiting', minutes: 75 };
  const refused: StaffNote = { kind: 'refused', count: 2 };
  const salvaged: StaffNote = { kind: 'salvaged', saved: 212, lost: 3 };
  const olderCopy: StaffNote = { kind: 'older-copy' };
  expect(mostSerious([])).toBeNull();
  expect(mostSerious([{ kind: 'clock', minutes: 9 }, waiting])).toBe(waiting);
  expect(mostSerious([{ kind: 'paper-low' }, waiting])).toBe(waiting);
  expect(mostSerious([waiting, refused])).toBe(refused);
  expect(mostSerious([waiting, refused, salvaged])).toBe(salvaged);
  expect(mostSerious([salvaged, olderCopy, refused])).toBe(olderCopy);
});
