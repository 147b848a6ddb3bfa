import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScannerSimulator } from '../../fixtures/simulators/scanner.ts';
import { createScanner } from '../../native/scanner/byte-source-scanner.ts';
import type { FromStation, ScanSeen, ToStation } from '../bridge/messages.ts';
import type { KioskSnapshot } from '../bridge/snapshot.ts';
import type { StationConnection } from './connection.ts';
import { type WatchOptions, watchScans, type WatchSurroundings } from './scan-watch.ts';

const citizenCode = '001092047316||Đặng Quốc Khải|18041992|Nam|Số 18 ngõ Hồng Mai, Hà Nội|20062022';

let folder: string;
let out: string;
let err: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scan-watch-'));
  [out, err] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts to watch; `ended` resolves with the exit code. */
function watch(options: Partial<WatchOptions>, surroundings: Partial<WatchSurroundings>) {
  const ended = watchScans(
    { json: false, data: folder, raw: false, ...options },
    { connect: async () => null, open: () => expect.unreachable(), ...surroundings },
  );
  return { ended };
}

const writes = (needle: string): Promise<void> => vi.waitFor(() => expect(out + err).toContain(needle));
const interrupt = (): void => void process.emit('SIGINT');

describe('without a station', () => {
  const serial = 'version = 1\n[devices.scanner]\nkind = "serial"\npath = "/dev/ttyACM0"\n';
  const configure = (text: string): void => writeFileSync(join(folder, 'kiosk.toml'), text);

  /** Watches a simulated device in the place of the configured one, until it was heard and interrupted. */
  async function scanOnce(options: Partial<WatchOptions>, text: string) {
    configure(serial);
    const device = new ScannerSimulator({ name: 'front' });
    const scanner = createScanner(device);
    const opened: unknown[] = [];
    const { ended } = watch(options, { open: (settings) => (opened.push(...settings), scanner) });
    await writes('ready: front');
    device.scan(text);
    interrupt();
    return { code: await ended, opened, scanner };
  }

  it('opens the configured scanners and prints a line for each scan, without the content', async () => {
    const { code, opened, scanner } = await scanOnce({}, citizenCode);
    expect(code).toBe(0);
    expect(opened).toMatchObject([{ kind: 'serial', port: { path: '/dev/ttyACM0' } }]);
    expect(out).toMatch(/^\d{4}-\S+Z {2}front {2}no symbology {2}\d+ B {2}cccd\n$/);
    expect(err).toBe('tiepdon: ready: front\n');
    expect(scanner.status).toMatchObject({ detail: 'closed' });
  });

  it('prints the content when asked to, says so once, and lets no control character through', async () => {
    const text = ']Q1BN00000123\u202E\u009B1m';
    await scanOnce({ raw: true }, text);
    expect(out).toMatch(/ {2}]Q1 {2}\d+ B {2}\S+ {2}BN00000123\?\?1m\n$/);
    expect(err.match(/personal data/g)).toHaveLength(1);
  });

  it('prints one JSON value a line', async () => {
    await scanOnce({ json: true }, 'BN00000123');
    const { at, ...rest } = JSON.parse(out) as { at: string };
    expect(new Date(at).toISOString()).toBe(at);
    expect(rest).toEqual({
      source: 'front',
      outcome: 'code',
      symbology: null,
      sizeBytes: 10,
      code: 'patient-code',
    });
  });

  it('tells what was refused', async () => {
    await scanOnce({}, 'on\u001be');
    expect(out).toMatch(/Z {2}front {2}control-characters\n$/);
  });

  it('says when the scanner goes away and comes back', async () => {
    configure(serial);
    const device = new ScannerSimulator({ name: 'front' });
    const { ended } = watch({}, { open: () => createScanner(device) });
    await writes('ready: front\n');
    device.unplug();
    await writes('no scanner: front was unplugged\n');
    device.plug();
    await vi.waitFor(() => expect(err.match(/ready: front/g)).toHaveLength(2));
    interrupt();
    expect(await ended).toBe(0);
  });

  it('ends by itself after the time', async () => {
    configure(serial);
    vi.useFakeTimers();
    try {
      const device = new ScannerSimulator();
      const { ended } = watch({ seconds: 5 }, { open: () => createScanner(device) });
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await ended).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('needs a scanner of its own: one that types or is simulated belongs to the station', async () => {
    configure('version = 1\n[[devices.scanner]]\nkind = "keyboard"\n[[devices.scanner]]\nkind = "simulated"\n');
    const settings: unknown[] = [];
    const { ended } = watch({}, { open: (given) => (settings.push(...given), null) });
    expect(await ended).toBe(1);
    expect(settings).toEqual([]);
    expect(err).toMatch(/no station is running/);
  });

  it('says what is wrong with the configuration', async () => {
    configure('version = 1\n[devices.scanner]\nkind = "serial"\n');
    expect(await watch({}, {}).ended).toBe(3);
    expect(err).toMatch(/kiosk\.toml/);
  });
});

describe('with a station', () => {
  type Devices = Partial<KioskSnapshot['devices']>;
  const snapshotWith = (devices: Devices, service: KioskSnapshot['service'] = 'open') =>
    ({ service, devices: { scanner: 'ready', cameraCodes: 'off', ...devices } }) as KioskSnapshot;

  function stationWith(snapshot = snapshotWith({})) {
    const sent: ToStation[] = [];
    const state = { hear: (_: FromStation): void => undefined, stop: (): void => undefined, closings: 0 };
    const station = {
      send: (message: ToStation) => void sent.push(message),
      snapshot: () => snapshot,
      onMessage: (listener: (message: FromStation) => void) => void (state.hear = listener),
      onClosed: (listener: () => void) => void (state.stop = listener),
      close: () => void (state.closings += 1),
    };
    return { sent, state, connect: async () => station as unknown as StationConnection };
  }

  const seen: ScanSeen = {
    kind: 'scan-seen',
    source: 'front',
    atIso: '2026-11-22T03:04:05.678Z',
    outcome: 'code',
    symbology: ']Q1',
    sizeBytes: 10,
    code: 'patient-code',
    text: null,
  };

  it('joins it and prints what it tells', async () => {
    const { sent, state, connect } = stationWith();
    const { ended } = watch({}, { connect });
    await vi.waitFor(() => expect(sent).toEqual([{ kind: 'watch-scans', raw: false }]));
    state.hear({ kind: 'scan-watch', tellsText: true });
    state.hear(seen);
    state.hear({ kind: 'simulator-refused', detail: 'another message' });
    state.hear({ ...seen, text: 'BN00000123' });
    interrupt();
    expect(await ended).toBe(0);
    expect(out).toBe(
      '2026-11-22T03:04:05.678Z  front  ]Q1  10 B  patient-code\n' +
        '2026-11-22T03:04:05.678Z  front  ]Q1  10 B  patient-code  BN00000123\n',
    );
    expect(err).toBe('tiepdon: the scanner is ready\n');
    expect(state.closings).toBe(1);
  });

  it('says how the scanner is, at the start and when that changes', async () => {
    const { sent, state, connect } = stationWith(snapshotWith({ scanner: 'not-reachable' }));
    const { ended } = watch({}, { connect });
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    for (const scanner of ['not-reachable', 'ready', 'ready', 'not-responding', 'hardware-error'] as const) {
      state.hear({ kind: 'snapshot', snapshot: snapshotWith({ scanner }) });
    }
    interrupt();
    expect(await ended).toBe(0);
    expect(err.split('\n')).toEqual([
      'tiepdon: the scanner is not reachable: is it plugged in?',
      'tiepdon: the scanner is ready',
      'tiepdon: the scanner does not respond',
      'tiepdon: the scanner has a fault',
      '',
    ]);
    expect(out).toBe('');
  });

  it.each([
    ['without a scanner', snapshotWith({ scanner: 'not-configured' }), /this kiosk has no scanner/],
    ['that is closed', snapshotWith({ scanner: 'not-configured' }, 'closed'), /the station is closed/],
  ])('%s ends at once, and says why', async (_case, snapshot, said) => {
    const { sent, state, connect } = stationWith(snapshot);
    expect(await watch({ json: true }, { connect }).ended).toBe(1);
    expect(err).toMatch(said);
    expect(JSON.parse(out)).toEqual({ error: expect.stringMatching(said) as string });
    expect(sent).toEqual([]);
    expect(state.closings).toBe(1);
  });

  it('without a scanner but with a camera for codes waits for these', async () => {
    const { sent, state, connect } = stationWith(
      snapshotWith({ scanner: 'not-configured', cameraCodes: 'when-asked' }),
    );
    const { ended } = watch({}, { connect });
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    state.hear({ ...seen, source: 'camera' });
    interrupt();
    expect(await ended).toBe(0);
    expect(err).toBe('tiepdon: no scanner, but codes may be shown to the camera\n');
    expect(out).toMatch(/ {2}camera {2}/);
  });

  it.each([
    [true, /personal data/],
    [false, /does not tell/],
  ])('says once what becomes of --raw where the station tells the text: %s', async (tellsText, said) => {
    const { sent, state, connect } = stationWith();
    const { ended } = watch({ raw: true }, { connect });
    await vi.waitFor(() => expect(sent).toEqual([{ kind: 'watch-scans', raw: true }]));
    state.hear({ kind: 'scan-watch', tellsText });
    interrupt();
    await ended;
    expect(err).toMatch(said);
    expect(err.split('\n')).toHaveLength(3);
  });

  it('fails when the station stops', async () => {
    const { sent, state, connect } = stationWith();
    const { ended } = watch({ json: true }, { connect });
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    state.stop();
    expect(await ended).toBe(1);
    expect(out).toBe('{"error":"the station has stopped"}\n');
  });
});
