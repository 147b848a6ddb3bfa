/** Null when that Node can do the set-up, else the one line to say. */
export function tooOld(version: string): string | null;
