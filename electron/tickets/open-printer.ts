import { createCupsDevice } from '../../native/printer/cups-device.ts';
import { createPrinter } from '../../native/printer/device-printer.ts';
import { createLineDevice } from '../../native/printer/line-device.ts';
import { createNetworkLine } from '../../native/printer/network-line.ts';
import type { Printer, PrinterLine } from '../../native/printer/port.ts';
import { createSerialLine } from '../../native/printer/serial-line.ts';
import { createUsbLine } from '../../native/printer/usb-line.ts';
import type { PrinterSetting } from '../operations/configuration-printer.ts';

/** The printer of the configuration; null when there is none. `simulated`: the line of the simulated world. */
export function openPrinter(setting: PrinterSetting, simulated: PrinterLine | null): Printer | null {
  const { dotsPerMm } = setting;
  const onLine = (line: PrinterLine): Printer => createPrinter(createLineDevice(line, { dotsPerMm }));
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
