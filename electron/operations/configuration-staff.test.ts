import { describe, expect, it } from 'vitest';
import { bytesOf, staffAddress } from './configuration-staff.ts';
import { problemsOf, read } from './configuration-testing.ts';

const page = (lines: string) => `version = 1\n[staffPage]\n${lines}`;

describe('the page for staff', () => {
  it('is off, and on this machine alone needs no certificate', () => {
    expect(read('version = 1').staffPage).toEqual({ lockAfterSeconds: 60, cardNeedsPin: false });
    for (const [listen, host] of [
      ['127.0.0.1:0', '127.0.0.1'],
      ['[::1]:0', '::1'],
      ['localhost:0', 'localhost'],
    ] as const) {
      expect(read(page(`listen = "${listen}"`)).staffPage).toMatchObject({ listen });
      expect(staffAddress(listen)).toEqual({ host, port: 0, isLoopback: true });
    }
  });

  it('goes beyond this machine by HTTPS alone', () => {
    for (const listen of ['0.0.0.0:8443', '10.0.0.5:8443', '[::]:8443', 'kiosk-1:8443']) {
      expect(problemsOf(page(`listen = "${listen}"`)).join()).toContain('HTTPS');
    }
    const secure = page('listen = "10.0.0.5:8443"\ncertificate = "a.pem"\nkey = { file = "secrets/a" }');
    expect(problemsOf(secure)).toEqual([]);
  });

  it.each([
    ['listen = "10.0.0.5"', 'HOST:PORT'],
    ['listen = "127.0.0.1:70000"', 'HOST:PORT'],
    ['certificate = "a.pem"', 'given together'],
    ['lockAfterSeconds = 5', 'lockAfterSeconds'],
    ['key = "abc"', 'a secret never stands in this file'],
  ])('refuses %s', (lines, problem) => {
    expect(problemsOf(page(lines)).join()).toContain(problem);
  });
});

describe('the lamp', () => {
  it('takes bytes as its manual writes them', () => {
    const lines = 'kind = "serial"\npath = "/dev/ttyUSB3"\non = "A0 01 01 A2"\noff = "a00100a1"';
    expect(read(`version = 1\n[lamp]\n${lines}`).lamp).toEqual({
      kind: 'serial',
      path: '/dev/ttyUSB3',
      baudRate: 9_600,
      on: 'A0 01 01 A2',
      off: 'a00100a1',
    });
    expect(bytesOf('A0 01 01 A2')).toEqual(Buffer.from([0xa0, 1, 1, 0xa2]));
  });

  it('says what is missing', () => {
    const problems = problemsOf('version = 1\n[lamp]\nkind = "serial"\non = "A"');
    expect(problems.join()).toContain('hexadecimal');
    expect(problemsOf('version = 1\n[lamp]\nkind = "serial"\npath = "/dev/x"')).toHaveLength(2);
  });
});

describe('the opening hours', () => {
  it.each([
    ['monday = ["11:30-06:00"]', 'from before until'],
    ['monday = ["6:00-11:30"]', 'HH:MM-HH:MM'],
    ['monday = ["06:00-11:30", "11:00-13:00"]', 'not overlap'],
    ['mon = []', 'mon'],
  ])('refuse %s', (line, problem) => {
    expect(problemsOf(`version = 1\n[opening.hours]\n${line}`).join()).toContain(problem);
  });
});
