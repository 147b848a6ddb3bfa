/** No line of a report needs more; a longer one floods the terminal. */
const maxCharacters = 2000;

/** Text from a chip, a certificate or a file name as a terminal may show it: control characters steer it otherwise. */
export function printable(text: string): string {
  const shown = text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?');
  return shown.length <= maxCharacters ? shown : `${shown.slice(0, maxCharacters)}…`;
}
