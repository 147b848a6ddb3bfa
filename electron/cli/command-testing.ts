import { vi } from 'vitest';
import { runCommandLine } from './tiepdon.ts';

/** Runs a command and hears what it prints. */
export async function hear<Code extends number>(
  command: () => Promise<Code>,
): Promise<{ code: Code; out: string; err: string }> {
  const heard = { out: '', err: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      heard[stream === 'stdout' ? 'out' : 'err'] += String(text);
      return true;
    }),
  );
  try {
    return { code: await command(), ...heard };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Runs the command line and hears what it prints. */
export const run = (...args: string[]) => hear(() => runCommandLine(args));
