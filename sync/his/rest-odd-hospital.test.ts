import fc from 'fast-check';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCircuitBreaker } from './circuit-breaker.ts';
import type { HospitalApi } from './hospital-api.ts';
import { createRestHospital } from './rest-hospital.ts';
import { timestampOf } from './rest-signature.ts';
import { stamp } from './test-registration.ts';

/** A hospital that answers whatever the test wants; `asked` is what it was sent. */
let server: Server;
let hospital: HospitalApi;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: string[];
let url: string;

const secret = 'a-signing-secret';
const connect = (options: object = {}): HospitalApi =>
  createRestHospital({
    baseUrl: `${url}/api/kiosk`,
    kioskId: 'K1',
    merchantId: 'kiosk-1',
    signingSecret: secret,
    timeoutMs: 5_000,
    submitTimeoutMs: 5_000,
    ...options,
  });

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => answer(request, response));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  hospital = connect();
});

afterEach(async () => {
  await hospital.close();
  server.closeAllConnections();
  server.close();
});

const says = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
  answer = (_request, response) =>
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
};
const data = (value: unknown): void => says(200, { code: '000', message: 'ok', data: value });
const keys = {
  idNumber: '001085012345',
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
};

describe('a look-up is answered', () => {
  it.each<[string, number, unknown, object]>([
    ['a portal', 200, '<html>Log in</html>', { kind: 'bad-answer', detail: 'http-200 no-envelope' }],
    ['a redirect', 302, '', { kind: 'bad-answer', detail: 'http-302 no-envelope' }],
    ['a proxy’s own 404', 404, '<html>', { kind: 'bad-answer', detail: 'http-404 no-envelope' }],
    ['a text cut off', 200, '{"code":"000","da', { kind: 'bad-answer' }],
    ['other data', 200, { code: '000', data: { x: 1 } }, { kind: 'bad-answer', detail: 'not-the-expected-data' }],
    ['a code that is none', 200, { code: 0, data: [] }, { kind: 'bad-answer' }],
    ['a failure', 200, { code: '999', message: secret }, { kind: 'unreachable', detail: 'http-500' }],
    ['a failure with its own status', 422, { code: '999' }, { kind: 'refused', status: 422 }],
    ['no time', 429, { code: '429' }, { kind: 'unreachable', detail: 'http-429' }],
    ['a gateway without a hospital', 502, '', { kind: 'unreachable', detail: 'http-502 no-envelope' }],
    ['a success that HTTP denies', 403, { code: '000', data: [] }, { kind: 'refused', status: 403 }],
    ['a code that HTTP does not know', 200, { code: '123' }, { kind: 'unreachable', detail: 'http-500' }],
  ])('by %s', async (_name, status, body, failure) => {
    says(status, body);
    expect(await hospital.clinics()).toMatchObject({ ok: false, failure });
  });

  it('by nobody', async () => {
    answer = (request) => request.socket.destroy();
    expect(await hospital.clinics()).toEqual({
      ok: false,
      failure: { kind: 'unreachable', detail: 'UND_ERR_SOCKET' },
    });
  });

  it('too late', async () => {
    answer = () => undefined;
    const hasty = connect({ timeoutMs: 30 });
    expect(await hasty.clinics()).toEqual({ ok: false, failure: { kind: 'unreachable', detail: 'timeout' } });
    await hasty.close();
  });

  it('with a reason that is a code; nothing else is repeated', async () => {
    says(200, { code: '403', message: 'Nguyễn Văn An', data: { LY_DO: 'Nguyễn Văn An' } });
    expect(await hospital.findPatient(keys)).toMatchObject({ failure: { detail: 'http-403' } });
    says(200, { code: '403', data: { LY_DO: 'CHUA_CAP_QUYEN' } });
    expect(await hospital.findPatient(keys)).toMatchObject({ failure: { detail: 'http-403 CHUA_CAP_QUYEN' } });
  });
});

it('no number of a person stands in an address, and the secret is not sent at all', async () => {
  answer = (request, response) => {
    expect(JSON.stringify(request.rawHeaders)).not.toContain(secret);
    response.end('{"code":"404"}');
  };
  await hospital.findPatient(keys);
  await hospital.similarPatients({ fullName: 'Nguyễn Văn An', birthDate: '1985' });
  await hospital.eligibility({ ...keys, patientId: 'BN1', fullName: 'Nguyễn Văn An', birthDate: '1985' });
  await hospital.appointments('BN1', { from: '2026-11-23', to: '2026-11-23' });
  await hospital.findSlip({ kind: 'referral', code: 'CT00000001' });
  await hospital.lastVisit('BN1');
  await hospital.submit(stamp.key, '{}');
  expect(asked).toEqual([
    'POST /api/kiosk/benhnhan',
    'POST /api/kiosk/benhnhan/tuong-tu',
    'POST /api/kiosk/bhyt',
    'POST /api/kiosk/lich-hen',
    'POST /api/kiosk/phieu',
    'POST /api/kiosk/benhnhan/lan-kham-truoc',
    'POST /api/kiosk/dangky-kcb',
  ]);
});

it('what the hospital does not offer is said as 404, or is nothing where nothing is an answer', async () => {
  says(200, { code: '404', data: null });
  const refused = { ok: false, failure: { kind: 'refused', status: 404 } };
  expect(await hospital.capabilities()).toMatchObject(refused);
  expect(await hospital.schedule('2026-11-23')).toMatchObject(refused);
  expect(await hospital.dayAppointments('2026-11-23')).toMatchObject(refused);
  expect(await hospital.requiredFields()).toEqual({ ok: true, value: [] });
  expect(await hospital.similarPatients({ fullName: 'Nguyễn Văn An', birthDate: '1985' })).toEqual({
    ok: true,
    value: 0,
  });
  expect(await hospital.addressUnits()).toEqual({ ok: true, value: [] });
  expect(await hospital.findSlip({ kind: 'appointment', code: 'LH00000001' })).toEqual({ ok: true, value: null });
  expect(await hospital.lastVisit('BN1')).toEqual({ ok: true, value: null });
  expect(await hospital.auditHead('K1')).toEqual({ ok: true, value: null });
});

describe('an answer that is odd in one place', () => {
  it('insurance: an open stay, or a card not taken here, goes to the counter', async () => {
    const subject = { ...keys, patientId: null, fullName: null, birthDate: null };
    data({ MA_KQ: '000', TIEP_NHAN_BHYT: '0', PHAN_TUYEN: 9, GT_THE_DEN: 'soon' });
    const answered = await hospital.eligibility(subject);
    expect(answered).toMatchObject({ value: { outcome: 'counter', route: null, validTo: null, openStayAt: null } });
    data({ MA_KQ: '000', CHUA_RA_VIEN: 1, TIEP_NHAN_BHYT: 1 });
    expect(await hospital.eligibility(subject)).toMatchObject({ value: { outcome: 'counter', openStay: true } });
    data({ MA_KQ: '010', TIEP_NHAN_BHYT: 0 });
    expect(await hospital.eligibility(subject)).toMatchObject({ value: { outcome: 'not-covered' } });
    data({ MA_KQ: 'ok' });
    expect(await hospital.eligibility(subject)).toMatchObject({ ok: false });
  });

  it('a list of appointments without end, and one without a time', async () => {
    data({ DANH_SACH: [], TRANG_SAU: 2 });
    expect(await hospital.dayAppointments('2026-11-23')).toMatchObject({ ok: false, failure: { kind: 'bad-answer' } });
    expect(asked).toHaveLength(50);
    data({ DANH_SACH: [{ MA_LICH_HEN: 'x', MA_PHONG: 'a', MA_BN: 'BN1', NGAY_GIO: 'morning' }] });
    expect(await hospital.dayAppointments('2026-11-23')).toEqual({ ok: true, value: [] });
  });

  it.each([
    [{ TIEN_TO: 'A', TU_SO: 5, DEN_SO: 4 }],
    [{ TIEN_TO: 'A|B', TU_SO: 1, DEN_SO: 4 }],
    [{ TIEN_TO: 'A', TU_SO: 0, DEN_SO: 4 }],
    [{ TU_SO: 1, DEN_SO: 4 }],
  ])('a lease that is none: %j', async (lease) => {
    data(lease);
    const request = { kioskId: 'K1', clinicId: 'a', serviceDate: '2026-11-23', size: 4 } as const;
    expect(await hospital.leaseNumbers({ ...request, session: 'morning', stream: 'paying' })).toMatchObject({
      ok: false,
    });
  });

  it('a ticket in a state that nobody has described', async () => {
    data({ TRANG_THAI: 'BAY', STT: 'A001', MA_PHONG: 'a' });
    expect(await hospital.ticket(stamp.key)).toMatchObject({ ok: false, failure: { kind: 'bad-answer' } });
  });

  it('an invoice without an amount', async () => {
    data({ TRANG_THAI: 'CHUA_TT', SO_TIEN: null });
    expect(await hospital.invoiceStatus('KB1')).toEqual({
      ok: true,
      value: {
        kind: 'open',
        amount: null,
        currency: 'VND',
        paymentCode: null,
        expiresAt: null,
        invoiceNumber: null,
      },
    });
  });

  it('an invoice whose code ends at no time that there is', async () => {
    data({ TRANG_THAI: 'CHUA_TT', SO_TIEN: '36500', QR_THANH_TOAN: '000201', HET_HAN: '202611319999' });
    expect(await hospital.invoiceStatus('KB1')).toMatchObject({ value: { amount: 36_500, paymentCode: null } });
  });
});

describe('a registration', () => {
  it.each<[string, number, unknown, object]>([
    [
      'kept for another key',
      200,
      { code: '000', data: { MA_LK: 'other', DA_CO: 0 } },
      { detail: 'not-a-confirmation', isAway: false },
    ],
    ['a portal', 200, '<html>', { detail: 'http-200 no-envelope', isAway: true }],
    ['a proxy’s own 422', 422, '<html>', { detail: 'http-422 no-envelope', isAway: false }],
    ['a failure', 200, { code: '999' }, { detail: 'http-500', isAway: false }],
    ['work in progress', 200, { code: '409' }, { detail: 'http-409', isAway: false }],
    ['a rest', 200, { code: '503' }, { detail: 'http-503', isAway: true }],
  ])('is tried again after %s', async (_name, status, body, expected) => {
    says(status, body, { 'retry-after': '7' });
    expect(await hospital.submit(stamp.key, '{}')).toEqual({ kind: 'retry', retryAfterMs: 7_000, ...expected });
  });

  it.each([
    [401, 'credentials'],
    [403, 'request'],
  ])('waits for staff after %i, with an envelope or without', async (status, refused) => {
    says(200, { code: String(status) });
    expect(await hospital.submit(stamp.key, '{}')).toEqual({ kind: 'paused', refused, detail: `http-${status}` });
    says(status, '');
    expect(await hospital.submit(stamp.key, '{}')).toMatchObject({ kind: 'paused', refused });
  });

  it('is in doubt after a code that is about this one or about the server', async () => {
    says(200, { code: '413' });
    expect(await hospital.submit(stamp.key, '{}')).toEqual({
      ...{ kind: 'doubtful', status: 413, detail: 'http-413', retryAfterMs: null },
    });
  });

  it.each([
    [400, { LY_DO: 'HET_SO', CHUYEN_DEN: 'mat' }, { reason: 'other', sendTo: null }],
    [404, null, { reason: 'other', sendTo: null }],
    [412, { LY_DO: 'NHIEU_BENH_NHAN' }, { reason: 'other', sendTo: null }],
    [422, { LY_DO: 'HET_SO', CHUYEN_DEN: 'mat' }, { reason: 'clinic-full', sendTo: 'mat' }],
    [422, { LY_DO: 'NGUNG_KHAM', CHUYEN_DEN: '../x' }, { reason: 'clinic-closed', sendTo: null }],
    [422, { LY_DO: 'KHAC', CHUYEN_DEN: 'mat' }, { reason: 'other', sendTo: null }],
    [422, { LY_DO: 'SAI_LICH_HEN', CHUYEN_DEN: 'mat' }, { reason: 'other', sendTo: null }],
  ])('is dead after %i with %j', async (status, content, refusal) => {
    says(200, { code: String(status), data: content });
    expect(await hospital.submit(stamp.key, '{}')).toMatchObject({ kind: 'dead', status, refusal });
  });

  it('is confirmed also without numbers', async () => {
    data({ MA_LK: stamp.key, DA_CO: 0 });
    expect(await hospital.submit(stamp.key, '{}')).toEqual({
      kind: 'confirmed',
      encounterId: null,
      alreadyThere: false,
      number: null,
    });
  });
});

it('an open circuit stops look-ups, not registrations and calls for staff', async () => {
  const guarded = connect({ breaker: createCircuitBreaker({ monotonicNow: () => 0 }) });
  says(503, '');
  for (let times = 0; times < 3; times += 1) await guarded.clinics();
  expect(await guarded.clinics()).toEqual({ ok: false, failure: { kind: 'unreachable', detail: 'circuit-open' } });
  expect(await guarded.submit(stamp.key, '{}')).toMatchObject({ kind: 'retry', detail: 'http-503 no-envelope' });
  data(null);
  const call = { key: stamp.key, kioskId: 'K1', location: 'Sảnh A', urgency: 'help' } as const;
  expect(await guarded.callStaff(call)).toEqual({ ok: true, value: null });
  data([]);
  expect(await guarded.clinics()).toEqual({ ok: true, value: [] });
  await guarded.close();
});

describe('a Date header that is steadily a day off', () => {
  const dayMs = 24 * 3_600_000;
  const noon = Date.parse('2026-11-23T05:00:00Z');
  /** The header's error. */
  let dateMs: number;
  let kioskMs: number;
  const accepted: boolean[] = [];

  beforeEach(() => {
    [dateMs, kioskMs] = [-dayMs, noon];
    accepted.length = 0;
    answer = (request, response) => {
      const isNow = request.headers['x-timestamp'] === timestampOf(noon);
      accepted.push(isNow);
      response
        .writeHead(200, { date: new Date(noon + dateMs).toUTCString() })
        .end(JSON.stringify(isNow ? { code: '000', data: [] } : { code: '401', data: { LY_DO: 'LECH_GIO' } }));
    };
  });

  it('is believed once; then the kiosk signs with its own time', async () => {
    const kiosk = connect({ now: () => new Date(kioskMs) });
    for (let times = 0; times < 4; times += 1) expect(await kiosk.clinics()).toEqual({ ok: true, value: [] });
    expect(accepted).toEqual([true, false, true, true, true]);
    expect(kiosk.clockOffsetMs()).toBe(0);
    await kiosk.close();
  });

  it('helps nobody whose own clock is wrong as well', async () => {
    kioskMs += 5 * dayMs;
    const kiosk = connect({ now: () => new Date(kioskMs) });
    expect(await kiosk.clinics()).toMatchObject({ ok: false, failure: { status: 401, detail: 'http-401 LECH_GIO' } });
    expect(accepted).toEqual([false, false]);
    await kiosk.close();
  });

  it('is believed again when it is right and the kiosk’s clock is not', async () => {
    const kiosk = connect({ now: () => new Date(kioskMs) });
    await kiosk.clinics();
    await kiosk.clinics();
    kioskMs += 5 * dayMs;
    dateMs = 0;
    for (let times = 0; times < 2; times += 1) expect(await kiosk.clinics()).toEqual({ ok: true, value: [] });
    expect(accepted).toEqual([true, false, true, false, true, true]);
    expect(kiosk.clockOffsetMs()).toBe(-5 * dayMs);
    await kiosk.close();
  });
});

it('any JSON is an answer or a failure, never an exception', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.boolean(), async (value, isData) => {
      if (isData) data(value);
      else says(200, value);
      const results = await Promise.all([
        hospital.capabilities(),
        hospital.findPatient(keys),
        hospital.similarPatients({ fullName: 'Nguyễn Văn An', birthDate: '1985' }),
        hospital.requiredFields(),
        hospital.eligibility({ ...keys, patientId: null, fullName: null, birthDate: null }),
        hospital.appointments('BN1', { from: '2026-11-23', to: '2026-11-23' }),
        hospital.findSlip({ kind: 're-examination', code: 'HK00000001' }),
        hospital.lastVisit('BN1'),
        hospital.addressUnits(),
        hospital.clinics(),
        hospital.schedule('2026-11-23'),
        hospital.ticket(stamp.key),
        hospital.invoiceStatus('KB1'),
        hospital.auditHead('K1'),
      ]);
      for (const result of results) expect(typeof result.ok).toBe('boolean');
      expect((await hospital.submit(stamp.key, '{}')).kind).not.toBe('confirmed');
    }),
    { numRuns: 40 },
  );
});
