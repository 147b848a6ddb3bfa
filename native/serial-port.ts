import type { SerialPort } from 'serialport';

/** What serial devices of any kind have in common. */

/** Closes a port; one that is not open is closed already. */
export const closePort = (port: Pick<SerialPort, 'isOpen' | 'close'> | null): Promise<void> =>
  new Promise((resolve) => {
    if (!port?.isOpen) {
      resolve();
      return;
    }
    port.close(() => {
      resolve();
    });
  });

/** Why a port that is there does not open, for IT staff; null: something else is wrong. The words are the systems' own. */
export function whyShut({ message }: Error): string | null {
  if (/permission/i.test(message)) return 'no permission: add the kiosk’s user to the group dialout';
  if (/lock|resource busy|access denied/i.test(message)) return 'another program has the serial port';
  return null;
}
