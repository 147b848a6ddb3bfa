import fc from 'fast-check';
import { AdditionalDataID, QRPay, VietQRService } from 'vietnam-qr-pay';
import { describe, expect, it } from 'vitest';
import { crc16 } from './crc16.ts';
import { parseVietQr, type VietQr } from './parse.ts';

/** With the sum that it needs. */
const summed = (text: string): string => `${text}6304${crc16(`${text}6304`)}`;
const object = (id: string, value: string): string => `${id}${String(value.length).padStart(2, '0')}${value}`;

interface Parts {
  head?: string;
  guid?: string;
  purse?: string;
  service?: string;
  template?: string;
  currency?: string;
  country?: string;
  more?: string;
}

/** A code that is right but for what is said. */
function code(parts: Parts = {}): string {
  const purse = parts.purse ?? `${object('00', '970436')}${object('01', '0011001234567')}`;
  const template =
    parts.template ??
    `${object('00', parts.guid ?? 'A000000727')}${object('01', purse)}${object('02', parts.service ?? 'QRIBFTTA')}`;
  return summed(
    `${parts.head ?? '000201010212'}${object('38', template)}${parts.currency ?? '5303704'}${parts.country ?? '5802VN'}${parts.more ?? ''}`,
  );
}

const refusalOf = (text: string): string | null => {
  const result = parseVietQr(text);
  return result.ok ? null : result.reason;
};

const made: VietQr = {
  use: 'once',
  bankBin: '970403',
  account: '0011012345678',
  service: 'account',
  amount: 180_000,
  billNumber: 'NPS6869',
  purpose: 'thanh toan don hang',
};

describe('what NAPAS prints as examples', () => {
  it('has these sums', () => {
    expect(crc16('123456789')).toBe('29B1');
    // As published it says 12 characters of account and has 13: the sum alone is right.
    const torn = '00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5';
    expect(crc16(torn.slice(0, -4))).toBe('F4E5');
    expect(refusalOf(torn)).toBe('structure');
  });

  it('is read to the last object', () => {
    expect(
      parseVietQr(
        '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E',
      ),
    ).toEqual({ ok: true, value: made });
    expect(
      parseVietQr(
        '00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC530370454061800005802VN62340107NPS68690819thanh toan don hang6304A203',
      ),
    ).toEqual({ ok: true, value: { ...made, account: '9704031101234567', service: 'card' } });
  });
});

describe('a code', () => {
  it('may leave out what informs, and have what nobody asked for', () => {
    const least = parseVietQr(code({ head: '000201' }));
    expect(least).toMatchObject({ ok: true, value: { use: null, amount: null, billNumber: null, purpose: null } });
    const most = code({
      head: '000201010211',
      more: `${object('52', '8062')}${object('59', 'BENH VIEN MAU')}${object('60', 'HA NOI')}${object('62', object('07', 'K1'))}${object('80', 'x')}`,
    });
    expect(parseVietQr(most)).toMatchObject({ ok: true, value: { use: 'many', bankBin: '970436' } });
  });

  it.each<[string, string, string]>([
    [
      'longer than any',
      code({ more: ['80', '81', '82', '83', '84'].map((id) => object(id, 'x'.repeat(99))).join('') }),
      'too-long',
    ],
    ['with other letters', summed(`000201${object('59', 'BỆNH VIỆN')}`), 'characters'],
    ['without a sum', '00020101021153037045802VN', 'checksum'],
    ['with a wrong sum', `${code().slice(0, -4)}0000`, 'checksum'],
    ['with a sum in small letters', summed('000201').toLowerCase(), 'checksum'],
    ['of another version', code({ head: '000202' }), 'structure'],
    ['with its version elsewhere', code({ head: '010212000201' }), 'structure'],
    ['that goes on after a sum', summed('0002016304FFFF'), 'structure'],
    ['with an object twice', code({ more: '5303704' }), 'structure'],
    ['with an id of letters', code({ more: 'AB0212' }), 'structure'],
    ['with an empty object', code({ more: '5900' }), 'structure'],
    ['that says it is longer', code({ more: '5999BENH VIEN' }), 'structure'],
    ['with additional data that are torn', code({ more: object('62', '0899x') }), 'structure'],
    ['to be used in a way of its own', code({ head: '000201010213' }), 'not-vietqr'],
    ['that is no VietQR', summed('0002015303704'), 'not-vietqr'],
    ['of another scheme', code({ guid: 'A000000775' }), 'not-vietqr'],
    ['of another service', code({ service: 'QRPUSH' }), 'not-vietqr'],
    ['with a second place for the money', code({ more: object('26', '0010A000000775') }), 'other-account'],
    [
      'with a fourth part of the account',
      code({ template: `${object('00', 'A000000727')}${object('03', 'x')}` }),
      'structure',
    ],
    ['whose account is torn', code({ template: `${object('00', 'A000000727')}0199` }), 'structure'],
    [
      'with other parts in the same number',
      code({ purse: `${object('00', '970436')}${object('02', '001')}` }),
      'structure',
    ],
    ['of a bank that is none', code({ purse: `${object('00', '97043X')}${object('01', '001')}` }), 'account'],
    ['of an account with blanks', code({ purse: `${object('00', '970436')}${object('01', '001 2')}` }), 'account'],
    [
      'of an account that is too long',
      code({ purse: `${object('00', '970436')}${object('01', '1'.repeat(20))}` }),
      'account',
    ],
    ['of a card with 13 digits', code({ service: 'QRIBFTTC' }), 'account'],
    ['in dollars', code({ currency: '5303840' }), 'currency'],
    ['without a currency', code({ currency: '' }), 'currency'],
    ['of another country', code({ country: '5802US' }), 'country'],
    ['that asks for a tip', code({ more: '550201' }), 'surcharge'],
    ['that adds a fee', code({ more: object('56', '5000') }), 'surcharge'],
    ['that adds a share', code({ more: object('57', '5') }), 'surcharge'],
    ['with a fraction', code({ more: object('54', '150000.5') }), 'amount'],
    ['for nothing', code({ more: object('54', '0') }), 'amount'],
  ])('%s is refused', (_what, text, reason) => {
    expect(refusalOf(text)).toBe(reason);
  });
});

const printable = (size: { minLength: number; maxLength: number }) =>
  fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), ...size });
const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });

const payments = fc.record({
  bankBin: digits(6, 6),
  account: fc.oneof(
    fc.record({
      service: fc.constant('account' as const),
      number: fc.string({ unit: fc.constantFrom(...'0123456789ABCxyz'), minLength: 1, maxLength: 19 }),
    }),
    fc.record({ service: fc.constant('card' as const), number: fc.oneof(digits(16, 16), digits(19, 19)) }),
  ),
  amount: fc.option(fc.integer({ min: 1, max: 9_999_999_999 })),
  purpose: fc.option(printable({ minLength: 1, maxLength: 50 })),
});

/** What the published library reads there, in our words. */
function readByLibrary(text: string): Omit<VietQr, 'use'> & { isValid: boolean } {
  const { isValid, consumer, provider, amount, additionalData } = new QRPay(text);
  return {
    isValid,
    bankBin: consumer.bankBin ?? '',
    account: consumer.bankNumber ?? '',
    service: provider.service === VietQRService.BY_CARD_NUMBER ? 'card' : 'account',
    amount: amount === undefined ? null : Number(amount),
    billNumber: additionalData.billNumber ?? null,
    purpose: additionalData.purpose ?? null,
  };
}

describe('against the published library', () => {
  it('reads what it builds', () => {
    fc.assert(
      fc.property(payments, ({ bankBin, account, amount, purpose }) => {
        const text = QRPay.initVietQR({
          bankBin,
          bankNumber: account.number,
          service: account.service === 'card' ? VietQRService.BY_CARD_NUMBER : VietQRService.BY_ACCOUNT_NUMBER,
          ...(amount !== null && { amount: String(amount) }),
          ...(purpose !== null && { purpose }),
        }).build();
        const use = amount === null ? 'many' : 'once';
        expect(parseVietQr(text)).toEqual({
          ok: true,
          value: { use, bankBin, account: account.number, service: account.service, amount, billNumber: null, purpose },
        });
      }),
    );
  });

  /** Right codes, with what may stand beside, some objects moved, doubled or cut. */
  const nearCodes = fc
    .record({
      payment: payments,
      more: fc.array(
        fc.tuple(
          fc.constantFrom('01', '26', '52', '54', '55', '59', '61', '62', '80', '99'),
          fc.oneof(
            printable({ minLength: 1, maxLength: 20 }),
            fc.constant(object(AdditionalDataID.BILL_NUMBER, 'HD1')),
          ),
        ),
        { maxLength: 3 },
      ),
      cut: fc.option(fc.nat({ max: 200 }), { freq: 4 }),
    })
    .map(({ payment: { bankBin, account, amount }, more, cut }) => {
      const text = QRPay.initVietQR({
        bankBin,
        bankNumber: account.number,
        ...(amount !== null && { amount: String(amount) }),
      })
        .build()
        .slice(0, -8);
      const longer = text + more.map(([id, value]) => object(id, value)).join('');
      return summed(cut === null ? longer : longer.slice(0, cut) + longer.slice(cut + 1));
    });

  it('accepts nothing that it does not, and reads the same', () => {
    let accepted = 0;
    fc.assert(
      fc.property(nearCodes, (text) => {
        const result = parseVietQr(text);
        if (!result.ok) return;
        accepted += 1;
        const { use: _, ...read } = result.value;
        expect(readByLibrary(text)).toEqual({ ...read, isValid: true });
      }),
      { numRuns: 2_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

describe('whatever is shown', () => {
  it('is answered, and a code with one character changed is refused', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => !parseVietQr(text).ok));
    fc.assert(
      fc.property(fc.nat({ max: code().length - 1 }), printable({ minLength: 1, maxLength: 1 }), (at, character) => {
        const right = code();
        const changed = right.slice(0, at) + character + right.slice(at + 1);
        expect(parseVietQr(changed).ok).toBe(changed === right);
      }),
    );
  });
});
