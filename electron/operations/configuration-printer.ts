import { z } from 'zod';
import { text } from './configuration-his.ts';

/** The section `[devices.printer]`. */

/** "Raw", or "JetDirect". */
const RAW_PORT = 9_100;
/** A ticket has 60 KB: at 9600 baud, as many printers come, that is more than a minute. */
const SERIAL_BAUD_RATE = 115_200;
/** As CUPS takes it (lpadmin(1)), and nothing that an option could be. */
const CUPS_QUEUE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,126}$/;

/** Millimetres that are printed of each width of paper; the rest is the edge that no print head reaches. */
const printedMm = { 58: 48, 80: 72 } as const;

/** How the printer is reached. */
export type PrinterWay =
  | { kind: 'none' | 'simulated' }
  | { kind: 'usb'; path: string }
  | { kind: 'serial'; path: string; baudRate: number }
  | { kind: 'network'; host: string; port: number }
  | { kind: 'cups'; queue: string };

export type PrinterSetting = PrinterWay & PaperSetting;

interface PaperSetting {
  paperMm: keyof typeof printedMm;
  dotsPerMm: number;
  cut: boolean;
}

/** The paper in the printer's own measure. */
export const paperOf = ({ paperMm, dotsPerMm, cut }: PaperSetting) => ({
  widthDots: printedMm[paperMm] * dotsPerMm,
  dotsPerMm,
  cut,
});

const needed = { usb: ['path', '"/dev/usb/lp0"'], serial: ['path', '"/dev/ttyUSB0"'] } as const;

export const printerSchema = z
  .strictObject({
    kind: z.enum(['simulated', 'usb', 'serial', 'network', 'cups', 'none']).default('simulated'),
    path: text.optional(),
    host: text.optional(),
    port: z.int().min(1).max(65_535).default(RAW_PORT),
    queue: z
      .string()
      .regex(CUPS_QUEUE, { error: 'must be the name of a CUPS queue: letters, digits, - _ .' })
      .optional(),
    baudRate: z.int().min(9_600).max(921_600).default(SERIAL_BAUD_RATE),
    paperMm: z.union([z.literal(80), z.literal(58)], { error: 'must be 80 or 58' }).default(80),
    dotsPerMm: z.union([z.literal(8), z.literal(12)], { error: 'must be 8 (203 dpi) or 12 (300 dpi)' }).default(8),
    cut: z.boolean().default(true),
  })
  .transform(({ kind, path, host, port, queue, baudRate, paperMm, dotsPerMm, cut }, context): PrinterSetting => {
    const paper: PaperSetting = { paperMm, dotsPerMm, cut };
    const missing = (key: string, example: string): never => {
      const message = `must be given for kind = "${kind}", e.g. ${example}`;
      context.addIssue({ code: 'custom', message, path: [key] });
      return z.NEVER;
    };
    switch (kind) {
      case 'none':
      case 'simulated':
        return { kind, ...paper };
      case 'usb':
        return path === undefined ? missing(...needed.usb) : { kind, path, ...paper };
      case 'serial':
        return path === undefined ? missing(...needed.serial) : { kind, path, baudRate, ...paper };
      case 'network':
        return host === undefined ? missing('host', '"192.168.10.30"') : { kind, host, port, ...paper };
      case 'cups':
        return queue === undefined ? missing('queue', '"ticket"') : { kind, queue, ...paper };
    }
  });

/** The same as documented default text. */
export const printerText = `[devices.printer]
# "simulated", "usb" (Linux, driver usblp), "serial", "network" (port 9100), "cups" or "none". "simulated" prints nothing where all
# else is real: name the printer there. It must speak ESC/POS; tickets are sent as pictures, so that its own letters do not
# matter. Try it with:  tiepdon print test
kind = "simulated"
# "usb" and "serial": its device file.
# path = "/dev/usb/lp0"
# "network": its address,
# host = "192.168.10.30"
# and its port.
port = ${String(RAW_PORT)}
# "cups": its queue. Set "PreserveJobFiles No" in cupsd.conf, or CUPS keeps the tickets on the disk.
# queue = "ticket"
# "serial": its rate; a ticket takes 6 s at 115200, and more than a minute at 9600.
baudRate = ${String(SERIAL_BAUD_RATE)}
# Width of the roll: 80 or 58 mm.
paperMm = 80
# How fine it prints: 8 dots a millimetre (203 dpi) or 12 (300 dpi).
dotsPerMm = 8
# Whether it cuts; else the paper is fed to the edge where it is torn off.
cut = true

`;
