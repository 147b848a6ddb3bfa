import type { Migration } from './migration.ts';

/**
 * Expands only: older programs leave the column alone. `check_at_door`: whether the ticket asked staff to look at the person once
 * more at the clinic's door. The words of the evidence do not say it all: a card had run out, or a movement was another. NULL:
 * nobody knows (a row of an older program, or one without a ticket for a clinic).
 */
export const doorCheck: Migration = {
  version: 6,
  oldestReader: 1,
  sql: `
    ALTER TABLE registration ADD COLUMN check_at_door INTEGER CHECK (check_at_door IS NULL OR check_at_door IN (0, 1));
  `,
};
