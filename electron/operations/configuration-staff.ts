import { z } from 'zod';
import { text } from './configuration-his.ts';
import { secretReferenceSchema } from './secrets.ts';

/** The section about what staff have: their page on the local network, and the lamp above the kiosk. */

const loopback = ['127.0.0.1', '[::1]', 'localhost'];

/** HOST:PORT, for instance 10.0.0.5:8443, 127.0.0.1:0 (any free port) or [::]:8443. */
export function staffAddress(listen: string): { host: string; port: number; isLoopback: boolean } | null {
  const [, host, digits] = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):(\d{1,5})$/.exec(listen) ?? [];
  const port = Number(digits);
  if (host === undefined || port > 65_535) return null;
  return { host: host.replace(/^\[|\]$/g, ''), port, isLoopback: loopback.includes(host) };
}

const isHex = /^(?:[0-9A-Fa-f]{2} ?){1,32}$/;

export const staffPageSchema = z
  .strictObject({
    listen: text.optional(),
    certificate: text.optional(),
    key: secretReferenceSchema.optional(),
    lockAfterSeconds: z.int().min(15).max(600).default(60),
    cardNeedsPin: z.boolean().default(false),
  })
  .superRefine(({ listen, certificate, key }, context) => {
    const wrong = (message: string, path: string): void => context.addIssue({ code: 'custom', message, path: [path] });
    if ((certificate === undefined) !== (key === undefined)) {
      wrong('certificate and key are given together', 'certificate');
    } else if (listen !== undefined) {
      const address = staffAddress(listen);
      if (address === null) wrong('must be HOST:PORT, e.g. "10.0.0.5:8443"', 'listen');
      else if (certificate === undefined && !address.isLoopback) {
        wrong('must be given: PINs and people travel there, so beyond this machine it is HTTPS', 'certificate');
      }
    }
  })
  .prefault({});
export type StaffPageSetting = z.infer<typeof staffPageSchema>;

/** Bytes as hexadecimal digits, e.g. "A0 01 01 A2". */
const bytes = z.string().regex(isHex, { error: 'must be 1 to 32 bytes in hexadecimal, e.g. "A0 01 01 A2"' });

export const bytesOf = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex');

export const lampSchema = z
  .strictObject({
    kind: z.enum(['none', 'serial']).default('none'),
    path: text.optional(),
    baudRate: z.int().min(300).max(921_600).default(9_600),
    on: bytes.optional(),
    off: bytes.optional(),
    blink: bytes.optional(),
  })
  .transform(({ kind, path, baudRate, on, off, blink }, context): LampSetting => {
    if (kind !== 'serial') return { kind };
    if (path !== undefined && on !== undefined && off !== undefined) {
      return { kind, path, baudRate, on, off, ...(blink === undefined ? {} : { blink }) };
    }
    for (const [key, value] of Object.entries({ path, on, off })) {
      if (value !== undefined) continue;
      context.addIssue({ code: 'custom', message: 'must be given for kind = "serial"', path: [key] });
    }
    return z.NEVER;
  })
  .prefault({});
export type LampSetting =
  { kind: 'none' } | { kind: 'serial'; path: string; baudRate: number; on: string; off: string; blink?: string };

/** The part of the documented default file that is about staff. */
export const staffText = `[staffPage]
# Where the page for staff is served, HOST:PORT; left out: nowhere. Beyond this machine only with certificate and key. It works
# without the hospital. Accounts are made with:  tiepdon staff add NAME
# listen = "10.0.0.5:8443"
# Its certificate with the chain, in PEM, relative to the data folder.
# certificate = "staff-page.pem"
# Its private key, by reference only.
# key = { file = "secrets/staff-page-key.pem" }
# Nobody touched it: it locks after so many seconds. Calls still ring. On the kiosk's own screen it logs out after as long again.
lockAfterSeconds = 60
# A staff card alone logs in; true: with its owner's PIN.
cardNeedsPin = false

[lamp]
# A lamp that is lit while somebody calls: "none" or "serial" (a relay board or signal tower).
kind = "none"
# "serial": its device file and rate.
# path = "/dev/serial/by-id/usb-relay"
baudRate = 9600
# "serial": what it takes for on, off and blinking, in hexadecimal, as its manual says. Without "blink" the kiosk switches itself.
# on = "A0 01 01 A2"
# off = "A0 01 00 A1"
# blink = "A0 01 02 A3"

`;
