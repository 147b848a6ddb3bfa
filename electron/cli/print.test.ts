import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PrinterPaper } from '../../fixtures/simulators/printer-paper.ts';
import { printTest } from './print.ts';

/** The command against a printer on this machine's own network. */

let folder: string;
let said: { out: string; err: string };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'print-'));
  said = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.err += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const configure = (text: string): void => {
  writeFileSync(join(folder, 'kiosk.toml'), `version = 1\n[devices.printer]\n${text}\n`);
};

async function onNetwork(does: (paper: PrinterPaper) => Promise<void>): Promise<void> {
  let socket: Socket | null = null;
  const paper = new PrinterPaper(384, (bytes) => socket?.write(bytes));
  const server = createServer((connected) => {
    socket = connected
      .on('error', () => undefined)
      .on('data', (chunk) => {
        paper.feed(chunk);
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  configure(`kind = "network"\nhost = "127.0.0.1"\nport = ${String(port)}\npaperMm = 58`);
  try {
    await does(paper);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

it('prints a page as wide as the configured paper', async () => {
  await onNetwork(async (paper) => {
    expect(await printTest({ json: true, data: folder })).toBe(0);
    expect(paper.slips).toMatchObject([{ isCut: true, bitmap: { widthDots: 384 } }]);
    expect(JSON.parse(said.out)).toEqual({ printed: true, isLow: false });
  });
});

it('says what is wrong with the printer', async () => {
  await onNetwork(async (paper) => {
    paper.state = 'cover-open';
    expect(await printTest({ json: false, data: folder })).toBe(1);
    expect(said.err).toBe('tiepdon: cover-open: the cover is open\n');
  });
});

it.each([
  ['kind = "none"', 1, 'no printer to try'],
  ['kind = "usb"', 3, 'must be given for kind = "usb"'],
  ['kind = "cups"\nqueue = "-o raw"', 3, 'must be the name of a CUPS queue'],
])('with %j prints nothing and says why', async (text, code, words) => {
  configure(text);
  expect(await printTest({ json: false, data: folder })).toBe(code);
  expect(said.err).toContain(words);
});
