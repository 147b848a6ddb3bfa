import type { Migration } from './migration.ts';

/**
 * Expands only: older programs leave the column alone. `desk_reason`: why the visit went to the desk (DeskReason), which a paper
 * that staff print once more says again. NULL: a row of an older program, or one that is no desk ticket.
 */
export const deskReason: Migration = {
  version: 7,
  oldestReader: 1,
  sql: 'ALTER TABLE registration ADD COLUMN desk_reason TEXT;',
};
