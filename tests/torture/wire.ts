import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import type { WireStep } from './plan.ts';

/** The cable between a kiosk and the hospital: it can be cut, and it sees what passes. */
export interface Wire {
  url: string;
  setCut(isCut: boolean): void;
  /** Called at each step until it is replaced; what passes then goes no further when the answer is 'swallow'. */
  watch(watcher: (step: WireStep) => 'swallow' | 'pass'): void;
  close(): Promise<void>;
}

const host = '127.0.0.1';

export async function openWire(hospitalPort: number): Promise<Wire> {
  const ends = new Set<Socket>();
  let isCut = false;
  let watcher: (step: WireStep) => 'swallow' | 'pass' = () => 'pass';

  function join(from: Socket, to: Socket, startsWith: RegExp, step: WireStep): void {
    ends.add(from);
    from.on('data', (bytes) => {
      const starts = startsWith.test(bytes.subarray(0, 16).toString('latin1'));
      if (starts && watcher(step) === 'swallow') return;
      to.write(bytes);
    });
    from.on('end', () => to.end());
    from.on('error', () => to.resetAndDestroy());
    from.on('close', () => {
      ends.delete(from);
      to.destroy();
    });
  }

  const server = createServer((kiosk) => {
    if (isCut) {
      kiosk.resetAndDestroy();
      return;
    }
    const hospital = connect(hospitalPort, host);
    kiosk.setNoDelay(true);
    hospital.setNoDelay(true);
    join(kiosk, hospital, /^POST \/ /, 'request-on-the-wire');
    join(hospital, kiosk, /^HTTP\//, 'answer-on-the-wire');
  });
  await once(server.listen(0, host), 'listening');

  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    setCut(next) {
      isCut = next;
      if (isCut) for (const socket of ends) socket.resetAndDestroy();
    },
    watch(next) {
      watcher = next;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of ends) socket.destroy();
      await closed;
    },
  };
}
