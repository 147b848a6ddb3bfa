import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createScanner, SCANNER_DEFAULTS } from './byte-source-scanner.ts';
import { createCameraSource } from './camera-source.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function listen() {
  const source = createCameraSource();
  const scanner = createScanner(source);
  const heard: string[] = [];
  scanner.subscribe((event) => {
    if (event.type === 'scan') heard.push(`${event.scan.source}: ${new TextDecoder().decode(event.scan.bytes)}`);
    if (event.type === 'rejected') heard.push(event.rejection.reason);
  });
  await vi.advanceTimersByTimeAsync(0);
  return { source, scanner, heard };
}

it('a code before the camera is one scan for as long as it is held there', async () => {
  const { source, heard } = await listen();
  for (let look = 0; look < 50; look += 1) {
    source.see(bytes('BN26001047'));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(heard).toEqual(['camera: BN26001047']);
  await vi.advanceTimersByTimeAsync(SCANNER_DEFAULTS.repeatMs);
  source.see(bytes('BN26001047'));
  expect(heard).toHaveLength(2);
});

it('who pressed a button to show a code is answered, although it is the one of a moment ago', async () => {
  const { source, heard } = await listen();
  source.see(bytes('BN26001047'));
  source.see(bytes('BN26001047'));
  expect(heard).toHaveLength(1);
  source.see(bytes('BN26001047'), true);
  expect(heard).toHaveLength(2);
  // Whose camera looks all the time is not asked.
  source.see(bytes('BN26001047'));
  expect(heard).toHaveLength(2);
});

it('codes before the camera are held to what scanned ones are held to', async () => {
  const { source, heard } = await listen();
  source.see(bytes('x'.repeat(1_025)));
  source.see(bytes('VNEID:\u001b[2J'));
  source.see(bytes('BN26001047\r\n\0'));
  expect(heard).toEqual(['too-long', 'control-characters', 'camera: BN26001047']);
});

it('what comes before it is opened or after it is closed is nothing', async () => {
  const early = createCameraSource();
  early.see(bytes('BN26001047'));
  const { source, scanner, heard } = await listen();
  await scanner.close();
  source.see(bytes('BN26001047'));
  expect(heard).toEqual([]);
});
