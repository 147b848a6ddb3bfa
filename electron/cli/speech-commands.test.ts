import { describe, expect, it } from 'vitest';
import { vi } from '../../renderer/language/vi.ts';
import { run } from './command-testing.ts';
import { exitCodes } from './output.ts';

describe('tiepdon speech sentences', () => {
  it('prints a sentence a line, of the language that is asked for', async () => {
    const { code, out } = await run('speech', 'sentences', '--language', 'en');
    expect(code).toBe(exitCodes.done);
    expect(out.split('\n')).toContain('Press 3:');
    expect(out).not.toContain('{{');
  });

  it('is Vietnamese unless another language is asked for, and one JSON value for programs', async () => {
    const { out } = await run('speech', 'sentences', '--json');
    expect(JSON.parse(out)).toContain(vi.confirm.takeNumber);
  });

  it('knows the languages of the kiosk alone', async () => {
    const { code, err } = await run('speech', 'sentences', '--language', 'xx');
    expect(code).toBe(exitCodes.usage);
    expect(err).toContain('vi, en');
  });
});
