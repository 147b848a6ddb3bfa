/** Bytes of a code as text. Scanners add what they like around it; the code itself is text without control characters. */

/**
 * A citizen card's code needs less than 512 bytes. An insurance card writes its Vietnamese text as hexadecimal digits, which
 * doubles it. A scanner that sends more is sending something else.
 */
export const MAX_CODE_BYTES = 1_024;

const DOLLAR = 0x24;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Printable ASCII and the letters of Vietnamese in composed form. */
const VIETNAMESE = /^[\x20-\x7eÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]*$/;

/**
 * UTF-8 as text in composed form (NFC) without what surrounds it: byte order mark, white space, line ends, NUL. Null for
 * bytes that are not UTF-8, or that have control characters inside.
 */
export function codeText(bytes: Uint8Array): string | null {
  return tidyText(decoded(() => UTF8.decode(withoutRemains(bytes))));
}

/**
 * The same for the code page of Vietnamese Windows, in which tone marks follow their letters. Every byte means something in
 * it, so what does not read as Vietnamese (other code pages, broken UTF-8) is null.
 */
export function windows1258Text(bytes: Uint8Array): string | null {
  const text = tidyText(decoded(() => new TextDecoder('windows-1258').decode(withoutRemains(bytes))));
  return text !== null && VIETNAMESE.test(text) ? text : null;
}

/** An insurance card ends with `$`; behind it and a NUL stands what was in the scanner's buffer before. */
export function withoutRemains(bytes: Uint8Array): Uint8Array {
  for (let at = bytes.indexOf(DOLLAR); at !== -1; at = bytes.indexOf(DOLLAR, at + 1)) {
    if (bytes[at + 1] === 0) return bytes.subarray(0, at + 1);
  }
  return bytes;
}

/** Null when the bytes are none of this encoding; or no decoder for it: that depends on how the runtime was built. */
function decoded(decode: () => string): string | null {
  try {
    return decode();
  } catch {
    return null;
  }
}

function tidyText(text: string | null): string | null {
  if (text === null) return null;
  // Nearly always: nothing in it to take out or to compose.
  if (VIETNAMESE.test(text)) return text.trim();
  // Format characters are invisible and can turn the direction of a name on the screen.
  const visible = text.replace(/\p{Cf}/gu, '');
  let start = 0;
  let end = visible.length;
  while (start < end && isPadding(visible.charAt(start))) start += 1;
  while (end > start && isPadding(visible.charAt(end - 1))) end -= 1;
  const tidy = visible.slice(start, end);
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(tidy) ? null : tidy.normalize('NFC');
}

const isPadding = (character: string): boolean => /[\s\0]/.test(character);
