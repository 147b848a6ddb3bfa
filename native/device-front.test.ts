import { expect, it, vi } from 'vitest';
import { openDeviceFront } from './device-front.ts';

type Status = { state: 'away' | 'closed' } | { state: 'ready'; use: () => void };

function front() {
  const device = openDeviceFront<Status, string>({
    initial: { state: 'away' },
    closed: { state: 'closed' },
    news: ({ state }) => `is ${state}`,
  });
  const heard: string[] = [];
  const stop = device.subscribe((event) => heard.push(event));
  return { device, heard, stop };
}

it('a status is told when it is news, and other events each time', () => {
  const { device, heard, stop } = front();
  device.setStatus({ state: 'away' });
  device.setStatus({ state: 'ready', use: () => undefined });
  device.setStatus({ state: 'ready', use: () => undefined });
  device.emit('a code');
  device.emit('a code');
  expect(heard).toEqual(['is ready', 'a code', 'a code']);
  stop();
  device.setStatus({ state: 'away' });
  expect([device.status, heard.length]).toEqual([{ state: 'away' }, 3]);
});

it('whoever stops listening while all are told is still told of this, and a new one of the next', () => {
  const { device, heard } = front();
  const late = vi.fn();
  const stop = device.subscribe(() => {
    stop();
    device.subscribe(late);
  });
  device.emit('first');
  expect(late).not.toHaveBeenCalled();
  device.emit('second');
  expect(late).toHaveBeenCalledExactlyOnceWith('second');
  expect(heard).toEqual(['first', 'second']);
});

it('a status that a listener has brought about is the last that anybody hears', () => {
  const device = openDeviceFront<string, string>({ initial: 'away', closed: 'closed', news: (status) => status });
  device.subscribe((status) => {
    if (status === 'ready') device.setStatus('busy');
  });
  const heard: string[] = [];
  device.subscribe((status) => heard.push(status));
  device.setStatus('ready');
  expect([device.status, heard]).toEqual(['busy', ['busy']]);
});

it('the end comes once, tells nobody, and no late status stands over it', async () => {
  const { device, heard } = front();
  const release = vi.fn(() => Promise.resolve());
  expect(device.isClosing()).toBe(false);
  const ending = device.close(release);
  expect(device.isClosing()).toBe(true);
  expect(device.close(release)).toBe(ending);
  device.setStatus({ state: 'away' });
  await ending;
  expect([device.status, heard, release.mock.calls.length]).toEqual([{ state: 'closed' }, [], 1]);
});
