import { expect, it } from 'vitest';
import { commandOf, saysSomebodyIsThere } from './keypad-commands.ts';

const struck = (key: string, rest = {}) => ({
  key,
  repeat: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...rest,
});

it.each([
  ['ArrowDown', { kind: 'move', by: 1 }],
  ['ArrowUp', { kind: 'move', by: -1 }],
  ['ArrowLeft', { kind: 'left', isHeld: false }],
  ['Backspace', { kind: 'delete' }],
  ['7', { kind: 'digit', digit: '7' }],
  ['*', { kind: 'back' }],
  ['#', { kind: 'repeat' }],
  ['Help', { kind: 'staff' }],
  ['Tab', null],
  ['a', null],
  ['constructor', null],
])('%s means %o', (key, command) => {
  expect(commandOf(struck(key))).toEqual(command);
});

it.each(['0', '1', '2', '9', 'ArrowDown', 'ArrowLeft', 'Backspace', '*', '#'])(
  '%s says that somebody is there',
  (key) => {
    const command = commandOf(struck(key));
    expect(command && saysSomebodyIsThere(command)).toBe(true);
  },
);

it.each(['Enter', 'Help'])('%s does what it always does', (key) => {
  const command = commandOf(struck(key));
  expect(command && saysSomebodyIsThere(command)).toBe(false);
});

it('a shortcut means nothing, and a held key only moves', () => {
  expect(commandOf(struck('1', { ctrlKey: true }))).toBeNull();
  expect(commandOf(struck('Escape', { repeat: true }))).toBeNull();
  expect(commandOf(struck('ArrowDown', { repeat: true }))).toEqual({ kind: 'move', by: 1 });
  expect(commandOf(struck('ArrowLeft', { repeat: true }))).toEqual({ kind: 'left', isHeld: true });
});
