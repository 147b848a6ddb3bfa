import { join } from 'node:path';
import { createCupsDevice } from '../../native/printer/cups-device.ts';
import { createPrinter } from '../../native/printer/device-printer.ts';
import { openJobFlag } from '../../native/printer/job-flag.ts';
import { createLineDevice } from '../../native/printer/line-device.ts';
import { createNetworkLine } from '../../native/printer/network-line.ts';
import type { Printer, PrinterLine } from '../../native/printer/port.ts';
import { createSerialLine } from '../../native/printer/serial-line.ts';
import { createUsbLine } from '../../native/printer/usb-line.ts';
import type { PrinterSetting } from '../operations/configuration-printer.ts';

export interface PrinterPlace {
  /** Keeps over a restart that a ticket was under way. */
  dataFolder: string;
  /** The line of the simulated world. */
  simulated: PrinterLine | null;
}

/** The printer of the configuration; null when there is none. */
export function openPrinter(setting: PrinterSetting, { dataFolder, simulated }: PrinterPlace): Printer | null {
  const { dotsPerMm } = setting;
  const onLine = (line: PrinterLine): Printer => {
    const flag = openJobFlag(join(dataFolder, 'ticket-under-way'));
    return createPrinter(createLineDevice(line, { dotsPerMm, flag }));
  };
  switch (setting.kind) {
    case 'usb':
      return onLine(createUsbLine(setting));
    case 'serial':
      return onLine(createSerialLine(setting));
    case 'network':
      return onLine(createNetworkLine(setting));
    case 'cups':
      return createPrinter(createCupsDevice(setting));
    case 'simulated':
      return simulated && onLine(simulated);
    case 'none':
      return null;
  }
}
