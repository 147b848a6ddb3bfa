import { describe, expect, it, vi } from 'vitest';
import { blockedExitCode, closedOnItsOwn } from './blocked-start.ts';
import type { ClosedNotice } from './kiosk-view.ts';
import type { Station } from './station-port.ts';
import { healthyAfterMs } from './supervisor.ts';

function blocked(notice: ClosedNotice) {
  const order: string[] = [];
  const timers = new Map<number, { callback: () => void; delayMs: number }>();
  const stop = vi.fn(async () => void order.push('stopped'));
  const station: Station = {
    socketPath: '',
    problem: 'in use',
    hospitalUrl: null,
    attach: () => undefined,
    onVisitor: () => undefined,
    stop,
  };
  const exit = (code: number): void => void order.push(`exit ${String(code)}`);
  const said: string[] = [];
  const left = closedOnItsOwn(station, notice, {
    say: (line) => said.push(line),
    exit,
    setTimeout: (callback, delayMs) => timers.set(1, { callback, delayMs }) && 1,
    clearTimeout: (id) => timers.delete(id as number),
  });
  return { station: left, order, said, timers };
}

describe('a station that is closed', () => {
  it.each<ClosedNotice>(['folder-in-use', 'data-folder-unwritable'])(
    'for a cause that passes (%s) ends its process in order, early enough for its supervisor to wait longer each time',
    async (notice) => {
      const { order, timers } = blocked(notice);
      const timer = timers.get(1);
      expect(timer?.delayMs).toBeLessThan(healthyAfterMs);
      expect(order).toEqual([]);
      timer?.callback();
      await vi.waitFor(() => expect(order).toEqual(['stopped', `exit ${String(blockedExitCode)}`]));
    },
  );

  it.each<ClosedNotice>(['folder-in-use', 'configuration-wrong'])('says why, once (%s)', (notice) => {
    expect(blocked(notice).said).toEqual(['Tiếp Đón is closed: in use']);
  });

  it('and is stopped meanwhile does not leave a second time', async () => {
    const { station, order, timers } = blocked('folder-in-use');
    await station.stop();
    expect(timers.size).toBe(0);
    expect(order).toEqual(['stopped']);
  });

  it.each<ClosedNotice>(['configuration-wrong', 'queue-damaged', 'newer-version', 'folder-copied', 'key-unusable'])(
    'for a cause that stays (%s) stays',
    (notice) => {
      expect(blocked(notice).timers.size).toBe(0);
    },
  );
});
