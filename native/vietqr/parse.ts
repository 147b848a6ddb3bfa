/**
 * VietQR, the code by which a bank's application pays into an account: EMV QRCPS Merchant-Presented Mode 1.1 as NAPAS uses
 * it ("Đặc tả kỹ thuật QR Code dịch vụ chuyển nhanh NAPAS247 bằng mã VietQR", 1.0). Objects are two digits of id, two digits
 * of length and that many characters; some hold objects themselves.
 *
 * A code says where money goes, so everything that decides about that is taken by the letter: what this parser does not
 * know in there, or what names a second place or a second amount, is refused. What only informs is let through unread.
 */
import { crc16 } from './crc16.ts';

/** QRCPS: a payload should not exceed 512 characters. */
const MAX_CHARACTERS = 512;
/** NAPAS 1.0: the number of an account or a card. */
const MAX_ACCOUNT_CHARACTERS = 19;
/** Card numbers as NAPAS issues them: 16 digits, or 19. */
const CARD_NUMBER = /^\d{16}(?:\d{3})?$/;
/** Banks give letters, too, in numbers of their own choice and in virtual accounts. */
const ACCOUNT_NUMBER = new RegExp(`^[0-9A-Za-z]{1,${MAX_ACCOUNT_CHARACTERS}}$`);
const BANK_BIN = /^\d{6}$/;
/** Object 54 has 13 characters at most; dong have no fraction. */
const WHOLE_DONG = /^[1-9]\d{0,12}$/;
/** Printable ASCII: outside of the language template, which is let through unread, EMV knows no other letters. */
const PRINTABLE = /^[\x20-\x7e]*$/;
/** `6304`, and the four digits that it announces. */
const CHECKSUM = /^6304([0-9A-F]{4})$/;
const CHECKSUM_CHARACTERS = 8;

/** NAPAS's application identifier. */
const NAPAS_GUID = 'A000000727';
const SERVICES: Readonly<Record<string, VietQr['service']>> = { QRIBFTTA: 'account', QRIBFTTC: 'card' };
const DONG = '704';

export interface VietQr {
  /** Made for one payment (`12`), or to be used again and again (`11`). null: it does not say. */
  use: 'once' | 'many' | null;
  /** Bank identification number, six digits. */
  bankBin: string;
  /** Of an account or a card, as `service` says. */
  account: string;
  service: 'account' | 'card';
  /** Whole dong; null: the payer types it. */
  amount: number | null;
  billNumber: string | null;
  purpose: string | null;
}

export type VietQrRefusal =
  | 'too-long'
  /** Other characters than printable ASCII. */
  | 'characters'
  | 'checksum'
  /** Lengths that lie, ids that are none, an object twice, or out of its place. */
  | 'structure'
  /** No VietQR, or one of a kind that nobody has described. */
  | 'not-vietqr'
  | 'account'
  /** It can be paid to somebody else as well. */
  | 'other-account'
  | 'currency'
  | 'country'
  | 'amount'
  /** It adds a tip or a fee to the amount. */
  | 'surcharge';

export type VietQrResult = { ok: true; value: VietQr } | { ok: false; reason: VietQrRefusal };

type Objects = ReadonlyMap<string, string>;

const refused = (reason: VietQrRefusal): VietQrResult => ({ ok: false, reason });

/** Reads the text of a code; whatever is wrong with it is a value. */
export function parseVietQr(text: string): VietQrResult {
  if (text.length > MAX_CHARACTERS) return refused('too-long');
  if (!PRINTABLE.test(text)) return refused('characters');
  const checksum = CHECKSUM.exec(text.slice(-CHECKSUM_CHARACTERS))?.[1];
  // The sum is over its own id and length, too.
  if (checksum === undefined || crc16(text.slice(0, -4)) !== checksum) return refused('checksum');
  // QRCPS: the version comes first and the sum last, the others in any order.
  const root = objectsIn(text);
  if (root === null || !text.startsWith('000201') || [...root.keys()].at(-1) !== '63') return refused('structure');
  const use = useOf(root);
  const purse = beneficiary(root);
  if (use === undefined) return refused('not-vietqr');
  if (typeof purse === 'string') return refused(purse);
  if (root.get('53') !== DONG) return refused('currency');
  if (root.get('58') !== 'VN') return refused('country');
  // Tip or convenience fee: indicator, fixed, percentage.
  if (['55', '56', '57'].some((id) => root.has(id))) return refused('surcharge');
  const amount = root.get('54');
  if (amount !== undefined && !WHOLE_DONG.test(amount)) return refused('amount');
  const more = objectsIn(root.get('62') ?? '');
  if (more === null) return refused('structure');
  return {
    ok: true,
    value: {
      use,
      ...purse,
      amount: amount === undefined ? null : Number(amount),
      billNumber: more.get('01') ?? null,
      purpose: more.get('08') ?? null,
    },
  };
}

/** undefined: a kind that nobody has described. */
function useOf(root: Objects): VietQr['use'] | undefined {
  const initiation = root.get('01');
  if (initiation === undefined) return null;
  return initiation === '12' ? 'once' : initiation === '11' ? 'many' : undefined;
}

/** Objects 02 to 51 say whom the money goes to; 38 is VietQR's. */
const isAccountTemplate = (id: string): boolean => id >= '02' && id <= '51';

function beneficiary(root: Objects): Pick<VietQr, 'bankBin' | 'account' | 'service'> | VietQrRefusal {
  const template = root.get('38');
  if (template === undefined) return 'not-vietqr';
  if ([...root.keys()].some((id) => isAccountTemplate(id) && id !== '38')) return 'other-account';
  const parts = exactly(template, ['00', '01', '02']);
  const purse = parts && exactly(parts[1], ['00', '01']);
  if (parts === null || purse === null) return 'structure';
  const service = SERVICES[parts[2]];
  if (parts[0] !== NAPAS_GUID || service === undefined) return 'not-vietqr';
  const [bankBin, account] = purse;
  const isNumber = service === 'card' ? CARD_NUMBER.test(account) : ACCOUNT_NUMBER.test(account);
  return isNumber && BANK_BIN.test(bankBin) ? { bankBin, account, service } : 'account';
}

/** The values of a template that has these objects and no other, in any order. */
function exactly<const Ids extends readonly string[]>(text: string, ids: Ids): { [Index in keyof Ids]: string } | null {
  const objects = objectsIn(text);
  if (objects?.size !== ids.length) return null;
  const values = ids.flatMap((id) => objects.get(id) ?? []);
  return values.length === ids.length ? (values as { [Index in keyof Ids]: string }) : null;
}

/** The objects of a text by id; null when it is none to its last character, or has one twice. */
function objectsIn(text: string): Objects | null {
  const objects = new Map<string, string>();
  for (let at = 0; at < text.length;) {
    const head = text.slice(at, at + 4);
    if (!/^\d{4}$/.test(head)) return null;
    const id = head.slice(0, 2);
    const end = at + 4 + Number(head.slice(2));
    // QRCPS: a length is 01 to 99.
    if (end === at + 4 || end > text.length || objects.has(id)) return null;
    objects.set(id, text.slice(at + 4, end));
    at = end;
  }
  return objects;
}
