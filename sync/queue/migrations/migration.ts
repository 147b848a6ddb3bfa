/** One step of the schema, applied once, in one transaction. */
export interface Migration {
  version: number;
  /**
   * The oldest schema version whose program can still work on the file afterwards. Steps expand first and contract a
   * version later, so that an update can be rolled back with a live queue; then this is `version - 1`.
   */
  oldestReader: number;
  /** A new table or index must be told from the others by its shape: see salvage-rows.ts and salvage-rebuild.ts. */
  sql: string;
}
