import { z } from 'zod';
import { text } from './configuration-his.ts';

/** Which scanners a kiosk has: one table `[devices.scanner]`, or several `[[devices.scanner]]`. */

/** A USB vendor or product id as the system lists it: four hexadecimal digits. */
const usbId = z
  .string()
  .regex(/^[0-9A-Fa-f]{4}$/, { error: 'must be four hexadecimal digits, e.g. "0c2e"' })
  .transform((id) => Number.parseInt(id, 16));

const defaultBaudRate = 9_600;
const defaultTerminator = 'required';

const scanner = z
  .strictObject({
    kind: z.enum(['simulated', 'serial', 'hid', 'keyboard', 'none']).default('simulated'),
    path: text.optional(),
    vendorId: usbId.optional(),
    productId: usbId.optional(),
    serialNumber: text.optional(),
    baudRate: z.int().min(300).max(921_600).default(defaultBaudRate),
    terminator: z.enum(['required', 'optional']).default(defaultTerminator),
  })
  .transform((setting, context): ScannerSetting => {
    const { kind, path, baudRate, terminator, ...ids } = setting;
    const which: UsbDevice = {
      vendorId: ids.vendorId ?? null,
      productId: ids.productId ?? null,
      serialNumber: ids.serialNumber ?? null,
    };
    const refuse = (keys: Record<string, unknown>, message: string): void => {
      for (const [key, value] of Object.entries(keys)) {
        if (value !== undefined) context.addIssue({ code: 'custom', message, path: [key] });
      }
    };
    const foreign = `does not belong to kind = "${kind}"`;
    // The defaults of these two stand in every file.
    const line = {
      baudRate: baudRate === defaultBaudRate ? undefined : baudRate,
      terminator: terminator === defaultTerminator ? undefined : terminator,
    };
    switch (kind) {
      case 'simulated':
      case 'none':
      case 'keyboard':
        refuse({ path, ...ids, ...line }, foreign);
        return { kind };
      case 'hid':
        refuse({ path, ...line }, foreign);
        return { kind, which };
      case 'serial':
        if (path !== undefined) {
          refuse(ids, 'does not belong beside path, which says already which one it is');
          return { kind, port: { path }, baudRate, terminator };
        }
        if (which.vendorId !== null || which.serialNumber !== null) return { kind, port: which, baudRate, terminator };
        context.addIssue({
          code: 'custom',
          message: 'must be given for kind = "serial", e.g. "/dev/ttyACM0"; or vendorId, or serialNumber',
          path: ['path'],
        });
        return z.NEVER;
    }
  });

/** A USB device by what it says of itself; null: any. */
export interface UsbDevice {
  vendorId: number | null;
  productId: number | null;
  serialNumber: string | null;
}

export type ScannerSetting =
  | { kind: 'simulated' | 'none' | 'keyboard' }
  | { kind: 'hid'; which: UsbDevice }
  | { kind: 'serial'; port: { path: string } | UsbDevice; baudRate: number; terminator: 'required' | 'optional' };

/** As many as a kiosk has places for. */
const mostScanners = 4;

export const scannersSchema = z
  .union(
    [
      scanner.transform((one) => [one]),
      z
        .array(scanner)
        .min(1, { error: 'must name one at least; kind = "none" where there is no scanner' })
        .max(mostScanners, { error: `must name ${String(mostScanners)} at most` }),
    ],
    { error: 'must be a table such as { kind = "hid" }, or a list of tables' },
  )
  .refine((list) => list.filter(({ kind }) => kind === 'keyboard').length <= 1, {
    error: 'names two that type: keys do not tell which of them sent them',
  })
  .refine((list) => list.length === 1 || list.every(({ kind }) => kind !== 'none'), {
    error: 'names scanners and "none" beside them',
  })
  .refine((list) => !hasTwice(list.flatMap((each) => (each.kind === 'serial' ? [JSON.stringify(each.port)] : []))), {
    error: 'names one serial port twice',
  });

const hasTwice = (values: readonly string[]): boolean => new Set(values).size < values.length;
