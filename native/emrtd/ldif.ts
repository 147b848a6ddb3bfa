/** LDIF (RFC 2849) as the ICAO public key directory hands out its content: the attributes that are bytes. */

/** Attributes with certificates, revocation lists and master lists; their options (`;binary`) say nothing more. */
const WANTED = new Set([
  'usercertificate',
  'cacertificate',
  'certificaterevocationlist',
  'pkdmasterlistcontent',
  'cscamasterlistdata',
]);

/** The values of those attributes; null stands for one that is no base64. */
export function ldifValues(text: string): (Uint8Array | null)[] {
  // A line that begins with a blank goes on with the line before (RFC 2849, note 2).
  const lines = text.replaceAll(/\r?\n /g, '').split(/\r?\n/);
  return lines.flatMap((line) => {
    const [, name = '', base64 = ''] = /^([\w-]+)(?:;[\w-]+)*:: *(\S*) *$/.exec(line) ?? [];
    return WANTED.has(name.toLowerCase()) ? [decodeBase64(base64)] : [];
  });
}

/** Bytes of a base64 text without blanks; null when it is none. */
export function decodeBase64(text: string): Uint8Array | null {
  if (text.length === 0 || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  return new Uint8Array(Buffer.from(text, 'base64'));
}
