import { describe, expect, it } from 'vitest';
import { exitCodeOf, stayWith } from './run-start.mjs';

describe('exit code of the kiosk', () => {
  it('is its own, 0 when it was told to stop, and 1 when something else killed it', () => {
    expect(exitCodeOf(0, null, null)).toBe(0);
    expect(exitCodeOf(3, null, 'SIGTERM')).toBe(3);
    expect(exitCodeOf(null, 'SIGTERM', 'SIGTERM')).toBe(0);
    expect(exitCodeOf(143, null, 'SIGTERM')).toBe(0);
    expect(exitCodeOf(143, null, null)).toBe(143);
    expect(exitCodeOf(null, 'SIGKILL', null)).toBe(1);
    expect(exitCodeOf(null, 'SIGSEGV', 'SIGINT')).toBe(1);
  });

  it('comes from the process', async () => {
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    const listeners = process.listenerCount('SIGTERM');
    expect(await stayWith(process.execPath, ['-e', 'process.exit(7)'], say)).toBe(7);
    expect(await stayWith(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")'], say)).toBe(1);
    expect(said).toEqual([]);
    expect(await stayWith('/nowhere/node', [], say)).toBe(1);
    expect(said).toEqual([expect.stringContaining('could not be started (ENOENT)')]);
    expect(process.listenerCount('SIGTERM')).toBe(listeners);
  });
});
