import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createScanner } from './byte-source-scanner.ts';
import { MAX_CODE_BYTES } from '../citizen-id/code-text.ts';
import { bytes, listenTo, ScriptedSource } from './testing.ts';

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('codes', () => {
  it('of a stuck trigger, or of a card left on a sensing scanner, are one for as long as that lasts', async () => {
    const source = new ScriptedSource();
    const { heard } = listenTo(source);
    await settle();
    for (let scanned = 0; scanned < 100; scanned += 1) {
      source.latest.onBytes(bytes('one\r'));
      await vi.advanceTimersByTimeAsync(1_950);
    }
    expect(heard).toEqual(['ready', 'scan one']);
    await vi.advanceTimersByTimeAsync(50);
    source.latest.onBytes(bytes('one\r'));
    expect(heard).toEqual(['ready', 'scan one', 'scan one']);
  });

  it('that differ are never held back', async () => {
    const source = new ScriptedSource();
    const { heard } = listenTo(source);
    await settle();
    source.latest.onBytes(bytes('one\rtwo\rone\rone\r'));
    expect(heard).toEqual(['ready', 'scan one', 'scan two', 'scan one']);
  });

  it('of a sheet that is swept over do not flood, and a dropped one may be shown again at once', async () => {
    const source = new ScriptedSource();
    const { heard } = listenTo(source);
    await settle();
    heard.length = 0;
    for (let scanned = 0; scanned < 20; scanned += 1) {
      source.latest.onBytes(bytes(`code ${String(scanned)}\r`));
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(heard).toEqual([0, 1, 2, 3, 4].map((scanned) => `scan code ${String(scanned)}`));
    source.latest.onBytes(bytes('code 19\r'));
    expect(heard.at(-1)).toBe('scan code 19');
  });

  it('come through noise', async () => {
    const source = new ScriptedSource();
    const { heard } = listenTo(source);
    await settle();
    heard.length = 0;
    source.latest.onBytes(bytes(`${'\x1b\r'.repeat(100)}one\r`));
    expect(heard).toEqual([...Array<string>(5).fill('rejected control-characters'), 'scan one']);
  });
});

describe('whole codes', () => {
  const whole = (text: string, symbology: string | null = null) => ({ bytes: bytes(text), symbology });

  it('are held to the same limits', async () => {
    const source = new ScriptedSource();
    const { heard } = listenTo(source);
    await settle();
    heard.length = 0;
    source.latest.onCode(whole('one'));
    source.latest.onCode(whole('one'));
    source.latest.onCode(whole(''));
    source.latest.onCode(whole('\0\0'));
    source.latest.onCode(whole('two\r\n\0'));
    source.latest.onCode(whole('three$\0\x07what was there before'));
    source.latest.onCode(whole('th\tree'));
    source.latest.onCode(whole('x'.repeat(MAX_CODE_BYTES + 1)));
    source.latest.onRejected('incomplete');
    expect(heard).toEqual([
      'scan one',
      'scan two',
      'scan three$',
      'rejected control-characters',
      'rejected too-long',
      'rejected incomplete',
    ]);
  });

  it('keep the symbology that the device names, when it is one', async () => {
    const source = new ScriptedSource();
    const scanner = createScanner(source);
    const symbologies: (string | null)[] = [];
    scanner.subscribe((event) => {
      if (event.type === 'scan') symbologies.push(event.scan.symbology);
    });
    await settle();
    source.latest.onCode(whole('one', ']C1'));
    source.latest.onCode(whole('two', ']\x1b['));
    source.latest.onCode(whole('three'));
    expect(symbologies).toEqual([']C1', null, null]);
  });

  it('of a device that was lost belong to nobody', async () => {
    const source = new ScriptedSource();
    const { heard } = listenTo(source);
    await settle();
    const lost = source.latest;
    lost.onLost('unplugged');
    lost.onCode(whole('late'));
    lost.onRejected('incomplete');
    expect(heard).toEqual(['ready', 'not-reachable: unplugged']);
  });
});
