/**
 * A screen that stays as it is says nothing of a further code. These counts do: each code that is taken is heard, and one of no use
 * is answered like the one before it.
 */
export interface CodesCounted {
  /** Codes that were taken, of all visits: one may begin with a code while the last one is still on the screen. */
  codesTaken: number;
  /** Codes of no use in this visit. */
  codesInVain: number;
}

/** The same as the screen is told. */
export interface CodesTold {
  taken: number;
  inVain: number;
}

/** Who has tried so often knows it; and what lies under a scanner, or a scanner that sends noise, must not sound for ever. */
export const mostToldInVain = 9;

export const oneMoreTaken = ({ codesTaken }: Pick<CodesCounted, 'codesTaken'>) => ({ codesTaken: codesTaken + 1 });

export const oneMoreInVain = ({ codesInVain }: Pick<CodesCounted, 'codesInVain'>) => ({
  codesInVain: Math.min(codesInVain + 1, mostToldInVain),
});
