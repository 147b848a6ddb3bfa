import type { Migration } from './migration.ts';

/**
 * Expands only: older programs leave the column alone. `payer`: who pays for the visit, as it was known when it was committed
 * (`Payer`). The stream does not say it: among those who pay stand the insured whom nobody could ask about. NULL: a row of an
 * older program, or one that is no visit to a clinic.
 */
export const payer: Migration = {
  version: 9,
  oldestReader: 1,
  sql: `
    ALTER TABLE registration ADD COLUMN payer TEXT
      CHECK (payer IS NULL OR payer IN ('insurance', 'patient', 'undecided'));
  `,
};
