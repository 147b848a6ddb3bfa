import type { Migration } from './migration.ts';

/**
 * Expands only: older programs leave the column alone. `language`: the tag (BCP 47) of the language that the patient had chosen
 * when the visit was committed, in which a paper that staff print once more speaks to them. It says something of a person, so it
 * is told to nobody, and goes with its row. NULL: a row of an older program, or one that has no paper of its own.
 */
export const language: Migration = {
  version: 8,
  oldestReader: 1,
  sql: 'ALTER TABLE registration ADD COLUMN language TEXT;',
};
