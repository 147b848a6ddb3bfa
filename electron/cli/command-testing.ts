import { vi } from 'vitest';
import { runCommandLine } from './tiepdon.ts';

/** Runs the command line and hears what it prints. */
export async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const heard = { out: '', err: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      heard[stream === 'stdout' ? 'out' : 'err'] += String(text);
      return true;
    }),
  );
  try {
    return { code: await runCommandLine(args), ...heard };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
