import { onTestFinished } from 'vitest';
import type { SlotStatus } from '../readers/card-slot.ts';
import type { FakeService } from './fake-service.ts';
import { openPcscSlot } from './slot.ts';

/** A clock whose waits end when the test says so. */
function handClock() {
  const waits: { ms: number; end: () => void }[] = [];
  return {
    waits,
    wait: (ms: number, signal: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        waits.push({ ms, end: resolve });
        signal.addEventListener('abort', () => resolve());
      }),
  };
}

/** A slot that the test's end closes. */
export async function open(service: FakeService, name = '', clock = handClock()) {
  const slot = await openPcscSlot({ name, binding: service, wait: clock.wait });
  onTestFinished(() => slot.close());
  const isNews = (status: SlotStatus): boolean =>
    status.state !== 'unavailable' || !status.detail.startsWith('looking');
  const seen = [slot.status].filter(isNews);
  const news: (() => void)[] = [];
  slot.subscribe((status) => {
    seen.push(status);
    for (const tell of news.splice(0)) tell();
  });
  const until = async (state: SlotStatus['state']): Promise<SlotStatus> => {
    while (slot.status.state !== state || !isNews(slot.status)) await new Promise<void>((tell) => news.push(tell));
    return slot.status;
  };
  return { slot, seen, until, clock };
}

/** Comes back when the watcher has gone through what the service said. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
