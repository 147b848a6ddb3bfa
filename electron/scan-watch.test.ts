import { describe, expect, it } from 'vitest';
import type { ScannerEvent } from '../native/scanner/port.ts';
import type { ScanSeen } from './bridge/messages.ts';
import { createScanWatch } from './scan-watch.ts';

const bytes = new TextEncoder().encode('BN00000123');
const scan: ScannerEvent = { type: 'scan', scan: { source: 'front', bytes, symbology: ']Q1' } };

function watchWith(mayTellText: boolean) {
  const listeners = new Set<(event: ScannerEvent) => void>();
  const watch = createScanWatch({
    scanner: {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    parse: () => ({ kind: 'patient-code', patientCode: 'BN00000123' }),
    now: () => new Date('2026-11-22T03:04:05.678Z'),
    mayTellText,
  });
  const tell = (event: ScannerEvent): void => {
    for (const listener of listeners) listener(event);
  };
  return { watch, tell };
}

/** What a watcher hears of one event. */
function seen(event: ScannerEvent, { raw, mayTellText }: { raw: boolean; mayTellText: boolean }): ScanSeen[] {
  const { watch, tell } = watchWith(mayTellText);
  const heard: ScanSeen[] = [];
  watch(raw, (news) => {
    if (news.kind === 'scan-seen') heard.push(news);
    else expect(news).toEqual({ kind: 'scan-watch', tellsText: mayTellText });
  });
  tell(event);
  return heard;
}

const outline = {
  kind: 'scan-seen',
  source: 'front',
  atIso: '2026-11-22T03:04:05.678Z',
  outcome: 'code',
  symbology: ']Q1',
  sizeBytes: 10,
  code: 'patient-code',
};

describe('a scan', () => {
  it.each([
    [false, false, null],
    [false, true, null],
    [true, false, null],
    [true, true, 'BN00000123'],
  ])('asked raw %s and allowed %s tells the text %j', (raw, mayTellText, text) => {
    expect(seen(scan, { raw, mayTellText })).toEqual([{ ...outline, text }]);
  });

  it('that was refused is told with its reason', () => {
    const rejected: ScannerEvent = { type: 'rejected', rejection: { source: 'front', reason: 'too-long' } };
    expect(seen(rejected, { raw: true, mayTellText: true })).toEqual([
      { ...outline, outcome: 'too-long', symbology: null, sizeBytes: null, code: null, text: null },
    ]);
  });
});

it('tells nothing of the scanner’s status, and nothing after it was stopped', () => {
  const { watch, tell } = watchWith(false);
  const heard: string[] = [];
  const stop = watch(false, ({ kind }) => heard.push(kind));
  tell({ type: 'status', status: { state: 'ready', source: 'front' } });
  stop();
  tell(scan);
  expect(heard).toEqual(['scan-watch']);
});
