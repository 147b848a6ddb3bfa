import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import { createFramer, type Frame, type FramingOptions, TAIL_SILENCE_MS } from './framing.ts';
import { MAX_CODE_BYTES } from '../citizen-id/code-text.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function framerWith(options: Partial<FramingOptions> = {}) {
  const frames: string[] = [];
  const onFrame = (frame: Frame): void =>
    void frames.push(frame.kind === 'code' ? new TextDecoder().decode(frame.bytes) : `(${frame.reason})`);
  const framer = createFramer({ terminator: 'required', idleGapMs: 100, ...options }, systemClock, onFrame);
  return { framer, frames };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a terminator', () => {
  it.each(['\r', '\n', '\r\n', '\n\r', '\r\r\n'])('%j ends a code', (terminator) => {
    const { framer, frames } = framerWith();
    framer.push(bytes(`one${terminator}two${terminator}`));
    expect(frames).toEqual(['one', 'two']);
  });

  it('may be cut in two by the chunks', () => {
    const { framer, frames } = framerWith();
    framer.push(bytes('one\r'));
    framer.push(bytes('\ntwo\r'));
    expect(frames).toEqual(['one', 'two']);
  });

  it('alone is nothing', () => {
    const { framer, frames } = framerWith();
    framer.push(bytes('\r\n\r\n\0\r'));
    expect(frames).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('keeps letters whole that are split between chunks', () => {
  const { framer, frames } = framerWith();
  for (const byte of bytes('Nguyễn Đặng Ưởng\r')) framer.push(Uint8Array.of(byte));
  expect(frames).toEqual(['Nguyễn Đặng Ưởng']);
});

describe('silence', () => {
  it('ends a code when the scanner has no terminator', () => {
    const { framer, frames } = framerWith({ terminator: 'optional' });
    framer.push(bytes('one'));
    vi.advanceTimersByTime(99);
    expect(frames).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(frames).toEqual(['one']);
  });

  it('is counted from the last byte', () => {
    const { framer, frames } = framerWith({ terminator: 'optional' });
    framer.push(bytes('o'));
    vi.advanceTimersByTime(90);
    framer.push(bytes('ne'));
    vi.advanceTimersByTime(90);
    expect(frames).toEqual([]);
    vi.advanceTimersByTime(10);
    expect(frames).toEqual(['one']);
  });

  it('means a cut-off code when the scanner has a terminator, and spares what is shown after it', () => {
    const { framer, frames } = framerWith();
    framer.push(bytes('one'));
    vi.advanceTimersByTime(100 + TAIL_SILENCE_MS);
    framer.push(bytes('two\r'));
    expect(frames).toEqual(['(incomplete)', 'two']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('in mid-code makes no code of what comes late, however often it stops', () => {
    const { framer, frames } = framerWith();
    framer.push(bytes('00108501'));
    vi.advanceTimersByTime(100);
    framer.push(bytes('BN2600'));
    vi.advanceTimersByTime(100 + TAIL_SILENCE_MS - 1);
    framer.push(bytes('1047\rtwo\r'));
    expect(frames).toEqual(['(incomplete)', 'two']);
  });

  it('after padding alone is nothing', () => {
    const { framer, frames } = framerWith();
    framer.push(bytes('\0\0'));
    vi.advanceTimersByTime(100);
    framer.push(bytes('one\r'));
    expect(frames).toEqual(['one']);
  });

  it('does not end a code whose bytes were waiting while this process was held up', () => {
    const { framer, frames } = framerWith({ terminator: 'optional' });
    framer.push(bytes('on'));
    // A blocked event loop runs the timer that is due first, and reads what has arrived after it.
    vi.advanceTimersToNextTimer();
    framer.push(bytes('e\r'));
    vi.runAllTimers();
    expect(frames).toEqual(['one']);
  });

  it('after a terminator is nothing', () => {
    const { framer, frames } = framerWith({ terminator: 'optional' });
    framer.push(bytes('one\r'));
    vi.runAllTimers();
    expect(frames).toEqual(['one']);
  });
});

describe('too long', () => {
  it('is one byte more than the limit', () => {
    const { framer, frames } = framerWith();
    framer.push(bytes(`${'x'.repeat(MAX_CODE_BYTES)}\r`));
    framer.push(bytes(`${'x'.repeat(MAX_CODE_BYTES + 1)}\r`));
    expect(frames).toEqual(['x'.repeat(MAX_CODE_BYTES), '(too-long)']);
  });

  it('is said once, and the rest is thrown away up to its end', () => {
    const { framer, frames } = framerWith();
    for (let chunk = 0; chunk < 100; chunk += 1) framer.push(bytes('x'.repeat(64)));
    framer.push(bytes('rest\rnext\r'));
    expect(frames).toEqual(['(too-long)', 'next']);
  });

  it.each([
    ['optional', 100],
    ['required', 100 + TAIL_SILENCE_MS],
  ] as const)('ends with silence, too, where the terminator is %s', (terminator, silenceMs) => {
    const { framer, frames } = framerWith({ terminator });
    framer.push(bytes('x'.repeat(MAX_CODE_BYTES + 1)));
    vi.advanceTimersByTime(silenceMs - 1);
    framer.push(bytes('tail\r'));
    framer.push(bytes('x'.repeat(MAX_CODE_BYTES + 1)));
    vi.advanceTimersByTime(silenceMs);
    framer.push(bytes('next\r'));
    expect(frames).toEqual(['(too-long)', '(too-long)', 'next']);
  });
});

describe('control characters', () => {
  it.each(['\x00', '\x01', '\t', '\x1b', '\x1f', '\x7f'])('%j inside refuses the code', (control) => {
    const { framer, frames } = framerWith();
    framer.push(bytes(`on${control}e\rtwo\r`));
    expect(frames).toEqual(['(control-characters)', 'two']);
  });

  it('pads a code when it is NUL at the end', () => {
    const { framer, frames } = framerWith();
    framer.push(bytes('one\0\0\r'));
    expect(frames).toEqual(['one']);
  });

  it('are cut off with the remains behind the end of an insurance card', () => {
    const { framer, frames } = framerWith();
    framer.push(bytes('one|$\0\x1bwhat was there before\r$one|$\r'));
    expect(frames).toEqual(['one|$', '$one|$']);
  });
});

describe('a symbology identifier', () => {
  const symbologiesIn = (text: string) => {
    const frames: unknown[] = [];
    const options = { terminator: 'required', idleGapMs: 100 } as const;
    createFramer(options, systemClock, (frame) => {
      frames.push(frame.kind === 'code' ? [frame.symbology, new TextDecoder().decode(frame.bytes)] : frame.reason);
    }).push(bytes(text));
    return frames;
  };

  it.each([
    [']Q1one\r', [[']Q1', 'one']]],
    [']d2]Q1\r', [[']d2', ']Q1']]],
    [']Q1\r', [[null, ']Q1']]],
    [']\r', [[null, ']']]],
    ['] Qone\r', [[null, '] Qone']]],
    [']]1one\r', [[null, ']]1one']]],
    ['Q1one\r', [[null, 'Q1one']]],
    [']Q1\0\r', []],
    [']Q1\x1b\r', ['control-characters']],
  ])('of %j is taken off where data follow', (text, frames) => {
    expect(symbologiesIn(text)).toEqual(frames);
  });
});

describe('a lost device', () => {
  it('cuts a code off, whatever ends codes otherwise', () => {
    const { framer, frames } = framerWith({ terminator: 'optional' });
    framer.push(bytes('on'));
    framer.cutOff();
    vi.runAllTimers();
    expect(frames).toEqual(['(incomplete)']);
  });

  it('cuts nothing off between codes', () => {
    const { framer, frames } = framerWith();
    framer.push(bytes('one\r'));
    framer.cutOff();
    expect(frames).toEqual(['one']);
  });
});

it('forgets without a word', () => {
  const { framer, frames } = framerWith({ terminator: 'optional' });
  framer.push(bytes('on'));
  framer.reset();
  expect(vi.getTimerCount()).toBe(0);
  framer.push(bytes('two\r'));
  expect(frames).toEqual(['two']);
});

it('gives the same codes however the bytes are cut into chunks', () => {
  const code = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => !/\p{Cc}/u.test(text));
  fc.assert(
    fc.property(fc.array(code), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (codes, sizes) => {
      const { framer, frames } = framerWith();
      const stream = bytes(codes.map((text) => `${text}\r\n`).join(''));
      for (let start = 0, turn = 0; start < stream.length; turn += 1) {
        const end = start + (sizes[turn % sizes.length] ?? 1);
        framer.push(stream.subarray(start, end));
        start = end;
      }
      expect(frames).toEqual(codes);
    }),
  );
});

it('takes any bytes and never gives a control character or more than the limit', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 1_400 })), (chunks) => {
      const framer = createFramer({ terminator: 'optional', idleGapMs: 100 }, systemClock, (frame) => {
        if (frame.kind === 'rejected') return;
        expect(frame.bytes.length).toBeGreaterThan(0);
        expect(frame.bytes.length).toBeLessThanOrEqual(MAX_CODE_BYTES);
        expect(frame.bytes.every((byte) => byte >= 0x20 && byte !== 0x7f)).toBe(true);
      });
      for (const chunk of chunks) framer.push(chunk);
      vi.runAllTimers();
    }),
  );
});
