/**
 * The code of a queue ticket: `TD1:` and the 32 hexadecimal digits of the check-in key (a UUID, RFC 9562), in capitals, so
 * that a QR code holds it in its alphanumeric mode (ISO/IEC 18004, 7.4.4) and stays coarse: 25 modules a side at level M.
 * Nothing of a person stands in it. Who holds it may see, change or cancel that registration at the kiosk: it stays out of logs.
 */

/** Of the first form; another form gets another number. */
const PREFIX = 'TD1:';

/** The text of a ticket's code; `key` is a UUID as the queue writes it. */
export const ticketCode = (key: string): string => PREFIX + key.replaceAll('-', '').toUpperCase();

/** Whether a text means to be a ticket's code, whole or not. */
export const isTicketCode = (text: string): boolean => text.startsWith(PREFIX);

/** The check-in key of a ticket's code as the queue writes it; null when the code is not exactly of this form. */
export function ticketKey(text: string): string | null {
  const groups = /^TD1:([0-9A-F]{8})([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{12})$/.exec(text);
  return groups && groups.slice(1).join('-').toLowerCase();
}
