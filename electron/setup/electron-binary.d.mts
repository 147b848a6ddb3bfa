/** The binary that belongs to the installed `electron` package; one of another version counts as absent. */
export function electronBinary(root: string): { kind: 'present'; path: string } | { kind: 'absent' };

/** Runs the package's own installer, for at most `timeoutMs`. The reason is one line without a full stop. */
export function fetchElectron(root: string, timeoutMs: number): Promise<{ ok: true } | { ok: false; reason: string }>;
