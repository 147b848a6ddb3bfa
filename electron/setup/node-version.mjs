// Parses under any Node that knows modules, so that an old one gets a sentence instead of a syntax error.

/** Null when the running Node can do the set-up, else the one line to say. */
export function tooOld(version) {
  var major = Number(version.split('.')[0]);
  if (major >= 18) return null;
  return (
    'Tiếp Đón needs Node 18 or newer to set itself up; this is Node ' +
    version +
    '. Install a newer one: sudo apt-get install -y nodejs npm (Debian 12 or newer), or from https://nodejs.org'
  );
}
