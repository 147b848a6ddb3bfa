import { expect, it } from 'vitest';
import { createSignerMemory } from './signer-memory.ts';

it('remembers the signers it was told of', () => {
  const memory = createSignerMemory();
  expect(memory.has('aa')).toBe(false);
  memory.add('aa');
  expect(memory.has('aa')).toBe(true);
  expect(createSignerMemory().has('aa')).toBe(false);
});
