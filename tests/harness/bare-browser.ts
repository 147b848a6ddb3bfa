import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchOptions } from './browser.ts';
import { joinInspector } from './inspected.ts';
import { until } from './until.ts';

/**
 * A browser that nobody is attached to, whose pages come and go as windows do in the shell: a debugger keeps something of every page
 * that it has seen. Chromium's content layer alone where it is installed (chromium-headless-shell), on which Electron stands, too;
 * all of Chromium keeps histories and the like of its own.
 */
export interface BareBrowser {
  /** The file that was started. */
  name: string;
  /** Opens a page; what `close` and `look` know it by. */
  open(url: string): Promise<BarePage>;
  close(page: BarePage): Promise<void>;
  /** Of a page after a collection: the step that it shows, and its heap. */
  look(page: BarePage): Promise<{ step: string; heapBytes: number }>;
  stop(): Promise<void>;
}

export interface BarePage {
  id: string;
  webSocketDebuggerUrl: string;
}

interface Metrics {
  metrics: { name: string; value: number }[];
}

export async function startBareBrowser(switches: readonly string[]): Promise<BareBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-browser-'));
  const { executablePath, args } = launchOptions(switches, ['chromium-headless-shell']);
  const chromium = spawn(
    executablePath,
    [
      ...args,
      '--headless',
      `--user-data-dir=${folder}`,
      '--remote-debugging-port=0',
      '--window-size=1080,1920',
      'about:blank',
    ],
    { stdio: 'ignore' },
  );
  const port = await until('the browser to start', () => {
    try {
      return readFileSync(join(folder, 'DevToolsActivePort'), 'utf8').split('\n')[0] ?? null;
    } catch {
      return null;
    }
  });
  const ask = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${port}/json/${path}`, { method });
  const isPage = ({ type }: { type: string }): boolean => type === 'page';
  let [blank] = ((await (await ask('list')).json()) as (BarePage & { type: string })[]).filter(isPage);
  return {
    name: executablePath,
    open: async (url) => {
      const page = (await (await ask(`new?${encodeURIComponent(url)}`, 'PUT')).json()) as BarePage;
      // The one that it began with goes once there is another.
      if (blank) await ask(`close/${blank.id}`);
      blank = undefined;
      return page;
    },
    close: async ({ id }) => void (await (await ask(`close/${id}`)).text()),
    look: async ({ webSocketDebuggerUrl }) => {
      const inspector = await joinInspector(webSocketDebuggerUrl);
      await inspector.ask('HeapProfiler.collectGarbage');
      await inspector.ask('Performance.enable');
      const { metrics } = (await inspector.ask('Performance.getMetrics')) as Metrics;
      const expression = 'document.querySelector("main")?.dataset.step ?? ""';
      const { result } = (await inspector.ask('Runtime.evaluate', { expression })) as { result: { value: string } };
      inspector.close();
      return { step: result.value, heapBytes: metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0 };
    },
    stop: async () => {
      await stopped(chromium);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function stopped(browser: ChildProcess): Promise<void> {
  if (browser.exitCode !== null) return;
  const gone = once(browser, 'exit');
  browser.kill();
  await gone;
}
