import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyboardSource, type TypedKey } from './keyboard-source.ts';

const gapMs = 5;
const typed = (...names: string[]): TypedKey[] => names.map((key, index) => ({ key, atMs: 1_000 + index * gapMs }));

async function listen() {
  const source = createKeyboardSource();
  const heard: string[] = [];
  await source.open({
    onBytes: () => void heard.push('bytes'),
    onCode: ({ bytes, symbology }) => void heard.push(`${symbology ?? ''}${new TextDecoder().decode(bytes)}`),
    onRejected: (reason) => void heard.push(`(${reason})`),
    onLost: (detail) => void heard.push(detail),
  });
  return { source, heard };
}

describe('a burst of keys', () => {
  it.each([
    ['Enter'],
    ['Tab'],
    ['Control+m'],
    ['Control+j'],
    ['Control+i'],
    ['Enter', 'Control+j'],
    ['Enter', 'Enter'],
  ])('that ends with %s is a code', async (...ends) => {
    const { source, heard } = await listen();
    source.type(typed(...'BN00000123', ...ends));
    expect(heard).toEqual(['BN00000123']);
  });

  it('may hold several codes, letters of any script, and a symbology in front', async () => {
    const { source, heard } = await listen();
    source.type(typed(...'Đặng Quốc Khải', 'Enter', ...']Q1one', 'Enter'));
    expect(heard).toEqual(['Đặng Quốc Khải', ']Q1one']);
  });

  it('without its end was cut off', async () => {
    const { source, heard } = await listen();
    source.type(typed(...'one', 'Enter', ...'tw'));
    expect(heard).toEqual(['one', '(incomplete)']);
  });

  const later = (keys: TypedKey[], byMs: number): TypedKey[] => keys.map((key) => ({ ...key, atMs: key.atMs + byMs }));

  it('with a pause in it is no code, and neither is what follows up to its end', async () => {
    const { source, heard } = await listen();
    source.type([...typed(...'one'), ...later(typed('Escape', ...'two', 'Enter', ...'three', 'Enter'), 200)]);
    expect(heard).toEqual(['(incomplete)', 'three']);
  });

  it('that was cut off has its tail thrown away, in whatever bursts it comes', async () => {
    const { source, heard } = await listen();
    source.type(typed(...'0010850'));
    source.type(later(typed(...'BN2600'), 400));
    source.type(later(typed(...'1047', 'Enter', ...'two', 'Enter'), 800));
    expect(heard).toEqual(['(incomplete)', 'two']);
  });

  it('that was cut off does not cost a code that is shown later', async () => {
    const { source, heard } = await listen();
    source.type(typed(...'one'));
    source.type(later(typed(...'two', 'Enter', ...'thr'), 600));
    await source.close();
    const again = await listen();
    again.source.type(later(typed(...'four', 'Enter'), 700));
    expect([...heard, ...again.heard]).toEqual(['(incomplete)', 'two', '(incomplete)', 'four']);
  });

  it('after its end may pause', async () => {
    const { source, heard } = await listen();
    source.type([...typed(...'one', 'Enter'), ...typed(...'two', 'Enter').map((key) => ({ ...key, atMs: 9_000 }))]);
    expect(heard).toEqual(['one', 'two']);
  });

  it.each([
    'Control+p',
    'F4',
    'Escape',
    'ArrowDown',
    'Alt+F4',
    'Meta+r',
    'Backspace',
    'Dead',
    'Control+]',
    'Control+1',
  ])('with %s in it is refused, and the next is whole', async (key) => {
    const { source, heard } = await listen();
    source.type(typed(...'on', key, ...'e', 'Enter', ...'two', 'Enter', key));
    expect(heard).toEqual(['(control-characters)', 'two', '(incomplete)']);
  });

  it('shows where it lost letters that it types by their number', async () => {
    const { source, heard } = await listen();
    source.type(
      typed('Alt+2', ...'Kh', 'Alt+0', 'Alt+2', 'Alt+2', 'Alt+5', ...'i V', 'Alt+7', 'Enter', ...'x', 'Enter'),
    );
    expect(heard).toEqual(['\uFFFDKh\uFFFDi V\uFFFD', 'x']);
  });

  it('alone with its end is nothing', async () => {
    const { source, heard } = await listen();
    source.type(typed('Enter', 'Tab'));
    source.type([]);
    expect(heard).toEqual([]);
  });
});

it('is heard by nobody before it is opened and after it is closed', async () => {
  createKeyboardSource().type(typed(...'one', 'Enter'));
  const { source, heard } = await listen();
  await source.close();
  source.type(typed(...'one', 'Enter'));
  expect(heard).toEqual([]);
  expect(source.name).toBe('keyboard');
});

it('gives back any text that was typed key by key', async () => {
  const { source, heard } = await listen();
  const text = fc.string({ unit: 'grapheme', minLength: 4, maxLength: 60 }).filter((value) => !value.startsWith(']'));
  fc.assert(
    fc.property(text, (value) => {
      heard.length = 0;
      source.type(typed(...value, 'Enter'));
      expect(heard).toEqual([new TextDecoder().decode(new TextEncoder().encode(value))]);
    }),
  );
});
