/** The encrypting build keeps better-sqlite3's interface; its own declarations are hidden by its `exports` field. */
declare module 'better-sqlite3-multiple-ciphers' {
  import Sqlite from 'better-sqlite3';
  export = Sqlite;
}
