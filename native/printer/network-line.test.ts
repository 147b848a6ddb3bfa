import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PrinterPaper } from '../../fixtures/simulators/printer-paper.ts';
import { bytesPerRow } from './bitmap.ts';
import { createLineDevice } from './line-device.ts';
import { createNetworkLine } from './network-line.ts';
import type { PrinterDevice } from './port.ts';
import { patterned } from './testing.ts';

const job = { bitmap: patterned(), cut: true };

let server: Server;
let port: number;
let sockets: Socket[];
let paper: PrinterPaper;
let device: PrinterDevice;

async function serve(at: number): Promise<void> {
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      paper.feed(chunk);
    });
  }).listen(at, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
}

async function switchOff(): Promise<void> {
  for (const socket of sockets.splice(0)) socket.destroy();
  if (server.listening) await new Promise((resolve) => server.close(resolve));
}

beforeEach(async () => {
  sockets = [];
  paper = new PrinterPaper(576, (bytes) => sockets.at(-1)?.write(bytes));
  await serve(0);
  device = createLineDevice(createNetworkLine({ host: '127.0.0.1', port }), { dotsPerMm: 8 });
});

afterEach(async () => {
  await device.close();
  await switchOff();
});

it('prints a ticket dot for dot over one connection', async () => {
  expect(await device.look()).toEqual({ state: 'fine', isLow: false });
  expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
  const [slip] = paper.slips;
  const size = bytesPerRow(576) * job.bitmap.heightDots;
  expect(Buffer.from(slip?.bitmap.rows.subarray(0, size) ?? [])).toEqual(Buffer.from(job.bitmap.rows));
  expect(sockets).toHaveLength(1);
});

it('a printer that is switched off is not reachable until it is on again', async () => {
  await device.look();
  await switchOff();
  await vi.waitFor(async () =>
    expect(await device.look()).toMatchObject({ detail: 'nothing answers there: is the printer on?' }),
  );
  expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'not-reachable' });
  await serve(port);
  expect(await device.print(job, undefined)).toEqual({ kind: 'printed' });
});

it('a connection that breaks in the middle is a ticket that was not printed', async () => {
  await device.look();
  paper.endAfter(100);
  const broken = vi.spyOn(paper, 'feed').mockImplementation((chunk) => {
    if (chunk.length > 100) sockets.at(-1)?.destroy();
    else PrinterPaper.prototype.feed.call(paper, chunk);
  });
  expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'not-reachable' });
  broken.mockRestore();
});

it('paper that ends in the middle is heard of', async () => {
  paper.endAfter(100);
  expect(await device.print(job, undefined)).toMatchObject({ kind: 'not-printed', reason: 'media-empty' });
});
