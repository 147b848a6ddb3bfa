export function exitCodeOf(code: number | null, signal: string | null, ordered: string | null): number;

/** Runs a command and stays with it; answers with the exit code. */
export function stayWith(command: string, args: readonly string[], say: (line: string) => void): Promise<number>;
