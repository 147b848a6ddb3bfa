/**
 * The hospital behind plain JSON over HTTPS with signed requests, in the style of the kiosk interfaces that Vietnamese
 * banks and HIS vendors offer (rest-signature.ts, rest-transport.ts; the fields in rest-answers.ts and rest-body.ts). A
 * number of a person never stands in an address, so what is asked by one is a POST:
 *
 *     GET  /thong-tin                    POST /benhnhan               POST /so-thu-tu/cap-khoi
 *     GET  /truong-bat-buoc              POST /benhnhan/tuong-tu      GET  /so-thu-tu?ma-lk=
 *     GET  /phong-kham                   POST /bhyt                   GET  /hoa-don?ma-kham=
 *     GET  /phong-kham/lich?ngay=        POST /lich-hen               GET  /nhat-ky?ma-kiosk=
 *     POST /dangky-kcb                   POST /lich-hen/ngay          POST /goi-nhan-vien
 */
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import type { CircuitBreaker } from './circuit-breaker.ts';
import type { DayAppointment, HospitalApi, HospitalResult, PatientKeys } from './hospital-api.ts';
import { insuranceCode } from './identifiers.ts';
import * as answers from './rest-answers.ts';
import { buoi, luong, toNgay, toNgaySinh, truong } from './rest-fields.ts';
import { restSubmitAnswer } from './rest-submit-answer.ts';
import { createRestTransport, restFailure, type RestRequest } from './rest-transport.ts';

export interface RestHospitalOptions {
  baseUrl: string;
  kioskId: string;
  merchantId: string;
  signingSecret: string;
  /** Of each look-up. */
  timeoutMs: number;
  submitTimeoutMs: number;
  /** In which the hospital writes times; Asia/Ho_Chi_Minh by default. */
  timeZone?: string;
  now?: () => Date;
  /** From `createDispatcher`; closed with the hospital. */
  dispatcher?: Dispatcher;
  breaker?: CircuitBreaker;
}

/** Pages of the day's appointments; a list that is longer is a server's endless loop. */
const maxPages = 50;

/** A hospital over signed JSON. Every call ends by its own deadline and returns its failures. */
export function createRestHospital(options: RestHospitalOptions): HospitalApi {
  const { kioskId, timeoutMs, submitTimeoutMs } = options;
  const timeZone = options.timeZone ?? 'Asia/Ho_Chi_Minh';
  const now = options.now ?? (() => new Date());
  const transport = createRestTransport({ ...options, now: () => now().getTime() });

  async function ask<T extends z.ZodType>(
    question: Pick<RestRequest, 'method' | 'path'> & { data?: object },
    schema: T,
    signal: AbortSignal | undefined,
  ): Promise<HospitalResult<z.infer<T>>> {
    const { data, ...request } = question;
    const body = data === undefined ? {} : { body: JSON.stringify(data) };
    const reply = await transport.send({ ...request, ...body, timeoutMs }, signal);
    if (reply.kind !== 'reply' || reply.status !== 200) return { ok: false, failure: restFailure(reply) };
    const parsed = schema.safeParse(reply.data);
    return parsed.success ? { ok: true, value: parsed.data } : badAnswer;
  }

  /** For calls whose 404 means "there is none". */
  async function askOr404<T extends z.ZodType, N>(
    question: Parameters<typeof ask>[0],
    schema: T,
    none: N,
    signal: AbortSignal | undefined,
  ): Promise<HospitalResult<z.infer<T> | N>> {
    const answer = await ask(question, schema, signal);
    const isNone = !answer.ok && answer.failure.kind === 'refused' && answer.failure.status === 404;
    return isNone ? { ok: true, value: none } : answer;
  }

  const get = (path: string, query: Record<string, string> = {}) => {
    const search = new URLSearchParams(query).toString();
    return { method: 'GET' as const, path: search === '' ? path : `${path}?${search}` };
  };
  const post = (path: string, data: object) => ({ method: 'POST' as const, path, data });

  return {
    async capabilities(signal) {
      return mapped(await ask(get('/thong-tin'), answers.capabilitiesSchema, signal), answers.capabilities);
    },

    async findPatient(keys, signal) {
      for (const key of searchChain(keys)) {
        const found = await askOr404(post('/benhnhan', key), answers.patientsSchema, [], signal);
        if (!found.ok) return found;
        const [patient, ...others] = found.value;
        if (!patient) continue;
        return {
          ok: true,
          value:
            others.length > 0
              ? { kind: 'several', count: others.length + 1 }
              : { kind: 'one', patient: answers.hospitalPatient(patient) },
        };
      }
      return { ok: true, value: { kind: 'none' } };
    },

    async similarPatients({ fullName, birthDate }, signal) {
      const question = post('/benhnhan/tuong-tu', { HO_TEN: fullName, NGAY_SINH: toNgaySinh(birthDate) });
      const similar = await askOr404(question, answers.similarSchema, { SO_LUONG: 0 }, signal);
      return mapped(similar, ({ SO_LUONG }) => SO_LUONG);
    },

    async requiredFields(signal) {
      const none = { TRUONG: [] };
      const answer = await askOr404(get('/truong-bat-buoc'), answers.requiredFieldsSchema, none, signal);
      return mapped(answer, ({ TRUONG }) => TRUONG.flatMap((name) => truong.from(name) ?? []));
    },

    async eligibility(subject, signal) {
      const question = {
        MA_BN: subject.patientId,
        SO_CCCD: subject.idNumber,
        MA_THE_BHYT: subject.insuranceNumber,
        HO_TEN: subject.fullName,
        NGAY_SINH: toNgaySinh(subject.birthDate),
      };
      return mapped(await ask(post('/bhyt', question), answers.insuranceSchema, signal), answers.eligibility);
    },

    async appointments(patientId, serviceDate, signal) {
      const question = post('/lich-hen', { MA_BN: patientId, NGAY: toNgay(serviceDate) });
      const found = await askOr404(question, answers.appointmentsSchema, [], signal);
      return mapped(found, (all) => byStart(all.flatMap((each) => answers.appointment(each, timeZone) ?? [])));
    },

    async dayAppointments(serviceDate, signal) {
      const all: DayAppointment[] = [];
      let pageNumber: number | undefined = 1;
      for (let pages = 0; pages < maxPages && pageNumber !== undefined; pages += 1) {
        const question = post('/lich-hen/ngay', { NGAY: toNgay(serviceDate), TRANG: pageNumber });
        const page: HospitalResult<z.infer<typeof answers.dayAppointmentsSchema>> = await ask(
          question,
          answers.dayAppointmentsSchema,
          signal,
        );
        if (!page.ok) return page;
        all.push(...page.value.DANH_SACH.flatMap((each) => answers.dayAppointment(each, timeZone) ?? []));
        pageNumber = page.value.TRANG_SAU;
      }
      return pageNumber === undefined ? { ok: true, value: byStart(all) } : badAnswer;
    },

    async clinics(signal) {
      return mapped(await ask(get('/phong-kham'), answers.clinicsSchema, signal), (all) => all.map(answers.clinic));
    },

    async schedule(serviceDate, signal) {
      const question = get('/phong-kham/lich', { ngay: toNgay(serviceDate) ?? '' });
      const days = await ask(question, answers.scheduleSchema, signal);
      return mapped(days, (all) => all.map((each) => answers.clinicDay(each, timeZone)));
    },

    async leaseNumbers(request, signal) {
      const question = post('/so-thu-tu/cap-khoi', {
        MA_KIOSK: request.kioskId,
        MA_PHONG: request.clinicId,
        NGAY: toNgay(request.serviceDate),
        BUOI: buoi.to(request.session),
        LUONG: luong.to(request.stream),
        SO_LUONG: request.size,
      });
      const lease = await ask(question, answers.leaseSchema, signal);
      return mapped(lease, ({ TIEN_TO, TU_SO, DEN_SO }) => ({ prefix: TIEN_TO, first: TU_SO, last: DEN_SO }));
    },

    async submit(key, body, signal, auditHead = null) {
      const reply = await transport.send(
        {
          method: 'POST',
          path: '/dangky-kcb',
          body,
          idempotencyKey: key,
          ...(auditHead === null ? {} : { auditHead: `${kioskId} ${auditHead.count} ${auditHead.hash}` }),
          timeoutMs: submitTimeoutMs,
          passesBreaker: true,
        },
        signal,
      );
      return restSubmitAnswer(reply, key);
    },

    async ticket(key, signal) {
      const found = await askOr404(get('/so-thu-tu', { 'ma-lk': key }), answers.ticketSchema, null, signal);
      if (!found.ok) return found;
      if (found.value === null) return { ok: true, value: null };
      const value = answers.ticketState(found.value);
      return value === null ? badAnswer : { ok: true, value };
    },

    async invoiceStatus(encounterId, signal) {
      const none = { TRANG_THAI: 'KHONG_CO' as const };
      const answer = await askOr404(get('/hoa-don', { 'ma-kham': encounterId }), answers.invoiceSchema, none, signal);
      return mapped(answer, answers.invoiceStatus);
    },

    async auditHead(id, signal) {
      const head = await askOr404(get('/nhat-ky', { 'ma-kiosk': id }), answers.auditHeadSchema, null, signal);
      return mapped(head, (value) => (value === null ? null : { count: value.SO_DONG, hash: value.MA_BAM }));
    },

    async callStaff(request, signal) {
      const call = { MA_YEU_CAU: request.key, MA_KIOSK: request.kioskId, VI_TRI: request.location };
      const reply = await transport.send(
        {
          method: 'POST',
          path: '/goi-nhan-vien',
          body: JSON.stringify(call),
          idempotencyKey: request.key,
          timeoutMs,
          passesBreaker: true,
        },
        signal,
      );
      return reply.kind === 'reply' && reply.status === 200
        ? { ok: true, value: null }
        : { ok: false, failure: restFailure(reply) };
    },

    clockOffsetMs: () => transport.clockOffsetMs(),
    close: () => transport.close(),
  };
}

const badAnswer: HospitalResult<never> = {
  ok: false,
  failure: { kind: 'bad-answer', detail: 'not-the-expected-data' },
};

const mapped = <T, U>(result: HospitalResult<T>, map: (value: T) => U): HospitalResult<U> =>
  result.ok ? { ok: true, value: map(result.value) } : result;

const byStart = <T extends { start: string }>(appointments: T[]): T[] =>
  appointments.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));

/** The keys somebody has, strongest first; the insurance number as its ten digits, which outlive the card number. */
function searchChain(keys: PatientKeys): Record<string, string>[] {
  const key = (name: string, value: string | null) => (value === null ? [] : [{ [name]: value }]);
  return [
    ...key('SO_CCCD', keys.idNumber),
    ...key('SO_CMND', keys.oldIdNumber),
    ...key('MA_SO_BHXH', keys.insuranceNumber === null ? null : insuranceCode(keys.insuranceNumber)),
    ...key('SO_HO_CHIEU', keys.passportNumber),
    ...key('MA_BN', keys.patientCode),
  ];
}
