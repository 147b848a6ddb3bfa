import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { traceOf } from './crash-report.ts';

/** A made-up person: whatever an error quotes may be one. */
const quoted = 'Nguyễn Thị Thử 001190000001';

/** Runs a program in which something goes wrong that nobody catches. */
function crash(statement: string) {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-crash-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const program = `
    import { reportCrashes } from ${JSON.stringify(new URL('./crash-report.ts', import.meta.url).href)};
    reportCrashes(${JSON.stringify(folder)});
    setTimeout(() => undefined, 60_000);
    ${statement}
  `;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  return { status, stderr, log: readFileSync(join(folder, 'logs', 'station.log'), 'utf8') };
}

describe('what nobody caught', () => {
  it.each([
    ['thrown', `setTimeout(() => { JSON.parse('${quoted}'); });`, 'SyntaxError'],
    ['rejected', `Promise.reject(new TypeError('${quoted}'));`, 'TypeError'],
  ])('when it was %s ends the process, and is logged without its message', (_, statement, type) => {
    const { status, stderr, log } = crash(statement);
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`^The station failed: ${type}\n`));
    expect(JSON.parse(log)).toMatchObject({ event: 'unexpected-error', where: 'process', error: { type } });
    for (const text of [stderr, log]) expect(text).not.toMatch(/Nguyễn|001190000001/);
  });

  it('is no error: that is all there is to say', () => {
    const { status, stderr, log } = crash(`Promise.reject('${quoted}');`);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'The station failed: something that is no error was thrown\n',
    });
    expect(log).not.toMatch(/Nguyễn/);
  });
});

it('an error tells its class and its frames', () => {
  const told = traceOf(new RangeError(quoted));
  expect(told).toMatch(/^RangeError\n {4}at \S*crash-report\.test\.ts:\d+:\d+/);
  expect(told).not.toContain(quoted);
});
