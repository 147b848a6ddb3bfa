import type { StaffNews } from '../../electron/bridge/staff-page.ts';
import { createNewsReader } from './sse.ts';

export interface NewsHearer {
  onOpen: () => void;
  onNews: (news: StaffNews) => void;
  /** Once, when it ended by itself, was refused or fell silent. */
  onEnd: () => void;
}

/** Tells news from now on; returns the way to close it. */
export type NewsFollower = (hears: NewsHearer) => () => void;

export interface NewsStreamOptions extends NewsHearer {
  fetch: typeof fetch;
  setTimeout: (callback: () => void, delayMs: number) => unknown;
  clearTimeout: (id: unknown) => void;
}

/** The kiosk writes at least every 15 s (electron/staff/news.ts): a pulled cable says nothing at all. */
export const silenceMs = 40_000;

/**
 * The kiosk's news. Read with fetch, not as an EventSource, which hides the lines by which a dead connection is found. Returns
 * the way to close it.
 */
export function openNewsStream(options: NewsStreamOptions): () => void {
  const closing = new AbortController();
  let watchdog: unknown = null;
  let hasEnded = false;

  function end(): void {
    if (hasEnded) return;
    hasEnded = true;
    options.clearTimeout(watchdog);
    closing.abort();
    options.onEnd();
  }

  function heard(): void {
    options.clearTimeout(watchdog);
    watchdog = options.setTimeout(end, silenceMs);
  }

  async function read(): Promise<void> {
    const response = await options.fetch('/api/news', { signal: closing.signal });
    if (!response.ok || response.body === null) return;
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    const newsOf = createNewsReader();
    options.onOpen();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || hasEnded) return;
      heard();
      for (const news of newsOf(decoder.decode(value, { stream: true }))) options.onNews(news);
    }
  }

  heard();
  void read().then(end, end);
  return () => {
    hasEnded = true;
    options.clearTimeout(watchdog);
    closing.abort();
  };
}
