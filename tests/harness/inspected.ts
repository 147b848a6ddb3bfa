import { createServer } from 'node:net';
import type { HeapSpaceInfo } from 'node:v8';
import { until } from './until.ts';

/** A station's memory from inside, by Node's inspector: what is left of it after a collection, without a hook in what ships. */
export interface InspectedStation {
  /** After a full collection. */
  memory(): Promise<StationMemory>;
  close(): void;
}

export interface StationMemory {
  residentBytes: number;
  /** JavaScript's objects, and what they hold outside. */
  heapBytes: number;
  externalBytes: number;
  /** The program itself, compiled: it grows as long as functions turn out to be used much, and no further than the program. */
  codeBytes: number;
  /** What JavaScript's heap has of the machine, used or not. */
  heapTotalBytes: number;
}

/** A free port of this machine. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

/** Lets a process that is forked from now on be inspected at this port, until `end`. */
export async function inspectForks(): Promise<{ port: number; end(): void }> {
  const port = await freePort();
  const argument = `--inspect=127.0.0.1:${String(port)}`;
  process.execArgv.push(argument);
  return { port, end: () => process.execArgv.splice(process.execArgv.indexOf(argument), 1) };
}

const asked = `JSON.stringify({
  ...process.memoryUsage(),
  spaces: process.getBuiltinModule('node:v8').getHeapSpaceStatistics(),
})`;

/** V8's heap spaces whose contents are code: machine code, and what belongs to it. */
const isOfCode = (space: string): boolean => /^(code|trusted)_/.test(space);

/** One that is asked by the inspector's protocol, which Node and Chromium share. */
export async function joinInspector(
  url: string,
): Promise<{ ask: (method: string, params?: object) => Promise<unknown>; close: () => void }> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  const waiting = new Map<number, (result: unknown) => void>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
    if (id === undefined) return;
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  return {
    ask: (method, params = {}) =>
      new Promise((resolve) => {
        last += 1;
        waiting.set(last, resolve);
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
    close: () => {
      socket.close();
    },
  };
}

/** Joins the inspector of a process that was forked after `inspectForks`. */
export async function inspectStation(port: number): Promise<InspectedStation> {
  const url = await until('the inspector to answer', async () => {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/json/list`).catch(() => null);
    const [target] = answer?.ok ? ((await answer.json()) as { webSocketDebuggerUrl: string }[]) : [];
    return target?.webSocketDebuggerUrl ?? null;
  });
  const { ask, close } = await joinInspector(url);
  return {
    memory: async () => {
      await ask('HeapProfiler.collectGarbage');
      const answer = (await ask('Runtime.evaluate', { expression: asked, returnByValue: true })) as {
        result: { value: string };
      };
      const said = JSON.parse(answer.result.value) as NodeJS.MemoryUsage & { spaces: HeapSpaceInfo[] };
      const codeBytes = said.spaces
        .filter(({ space_name: name }) => isOfCode(name))
        .reduce((sum, { space_used_size: used }) => sum + used, 0);
      return {
        residentBytes: said.rss,
        heapBytes: said.heapUsed - codeBytes,
        codeBytes,
        externalBytes: said.external,
        heapTotalBytes: said.heapTotal,
      };
    },
    close,
  };
}
