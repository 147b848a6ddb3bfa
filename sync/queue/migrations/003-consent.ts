import type { Migration } from './migration.ts';

/**
 * Expands only: programs of versions 1 and 2 go on working on the file. `consent` marks a row that tells the hospital of a
 * consent or its withdrawal. The CHECK of `amendment` cannot be widened, so such a row has none there; it is a desk row, which
 * an older program sends like any other, counts as no part of its visit (`amends`) and shows to no patient.
 */
export const consent: Migration = {
  version: 3,
  oldestReader: 1,
  sql: `
    ALTER TABLE registration ADD COLUMN consent TEXT CHECK (consent IS NULL OR consent IN ('active', 'inactive'));
  `,
};
