/**
 * The hospital behind plain JSON over HTTPS with signed requests, in the style of the kiosk interfaces that Vietnamese
 * banks and HIS vendors offer (rest-signature.ts, rest-transport.ts; the fields in rest-*answers.ts and rest-body.ts). A
 * number of a person never stands in an address, so what is asked by one is a POST:
 *
 *     GET  /thong-tin                    POST /benhnhan                   POST /so-thu-tu/cap-khoi
 *     GET  /truong-bat-buoc              POST /benhnhan/tuong-tu          GET  /so-thu-tu?ma-lk=
 *     GET  /dia-chi                      POST /benhnhan/lan-kham-truoc    GET  /hoa-don?ma-kham=
 *     GET  /phong-kham                   POST /bhyt                       GET  /nhat-ky?ma-kiosk=
 *     GET  /phong-kham/lich?ngay=        POST /lich-hen                   POST /goi-nhan-vien
 *     POST /dangky-kcb                   POST /lich-hen/ngay              POST /phieu
 */
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import type { CircuitBreaker } from './circuit-breaker.ts';
import type { DayAppointment, HospitalApi, HospitalResult } from './hospital-api.ts';
import * as answers from './rest-answers.ts';
import * as booked from './rest-appointment-answers.ts';
import { badAnswer, createRestCalls, get, mapped, post } from './rest-calls.ts';
import * as places from './rest-clinic-answers.ts';
import { buoi, loaiPhieu, luong, mucDo, toNgay, toNgaySinh, truong } from './rest-fields.ts';
import { findPatient, patientOf } from './rest-patients.ts';
import { restSubmitAnswer } from './rest-submit-answer.ts';
import { createRestTransport, restFailure } from './rest-transport.ts';

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
  const calls = createRestCalls(transport, timeoutMs);
  const { ask, askOr404 } = calls;

  return {
    async capabilities(signal) {
      return mapped(await ask(get('/thong-tin'), answers.capabilitiesSchema, signal), answers.capabilities);
    },

    findPatient: (keys, signal) => findPatient(calls, keys, signal),

    async similarPatients({ fullName, birthDate }, signal) {
      const question = post('/benhnhan/tuong-tu', { HO_TEN: fullName, NGAY_SINH: toNgaySinh(birthDate) });
      const similar = await askOr404(question, answers.similarSchema, { SO_LUONG: 0 }, signal);
      return mapped(similar, ({ SO_LUONG }) => SO_LUONG);
    },

    async requiredFields(signal) {
      const none = { TRUONG: [] };
      const answer = await askOr404(get('/truong-bat-buoc'), answers.requiredFieldsSchema, none, signal);
      return mapped(answer, ({ TRUONG }) => [...new Set(TRUONG.flatMap((name) => truong.from(name) ?? []))]);
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

    async appointments(patientId, { from, to }, signal) {
      const question = post('/lich-hen', { MA_BN: patientId, TU_NGAY: toNgay(from), DEN_NGAY: toNgay(to) });
      const found = await askOr404(question, booked.appointmentsSchema, [], signal);
      return mapped(found, (all) => byStart(all.flatMap((each) => booked.appointment(each, timeZone) ?? [])));
    },

    async findSlip(paper, signal) {
      const question = post('/phieu', { LOAI: loaiPhieu.to(paper.kind), MA_PHIEU: paper.code });
      const found = await askOr404(question, booked.slipSchema, null, signal);
      if (!found.ok) return found;
      if (found.value === null) return { ok: true, value: null };
      const { value } = found;
      const named = value.BENH_NHAN ?? value.MA_BN;
      const patient = named === undefined ? noPatient : await patientOf(calls, named, signal);
      return mapped(patient, (known) => booked.slip(value, known, timeZone));
    },

    async lastVisit(patientId, signal) {
      const question = post('/benhnhan/lan-kham-truoc', { MA_BN: patientId });
      const last = await askOr404(question, booked.lastVisitSchema, null, signal);
      return mapped(last, (visit) =>
        visit === null ? null : { clinicId: visit.MA_PHONG, doctorId: visit.MA_BAC_SI ?? null },
      );
    },

    async addressUnits(signal) {
      const units = await askOr404(get('/dia-chi'), places.addressUnitsSchema, [], signal);
      return mapped(units, places.addressUnits);
    },

    async dayAppointments(serviceDate, signal) {
      const all: DayAppointment[] = [];
      let pageNumber: number | undefined = 1;
      for (let pages = 0; pages < maxPages && pageNumber !== undefined; pages += 1) {
        const question = post('/lich-hen/ngay', { NGAY: toNgay(serviceDate), TRANG: pageNumber });
        const page: HospitalResult<z.infer<typeof booked.dayAppointmentsSchema>> = await ask(
          question,
          booked.dayAppointmentsSchema,
          signal,
        );
        if (!page.ok) return page;
        all.push(...page.value.DANH_SACH.flatMap((each) => booked.dayAppointment(each, timeZone) ?? []));
        pageNumber = page.value.TRANG_SAU;
      }
      return pageNumber === undefined ? { ok: true, value: byStart(all) } : badAnswer;
    },

    async clinics(signal) {
      return mapped(await ask(get('/phong-kham'), places.clinicsSchema, signal), (all) => all.map(places.clinic));
    },

    async schedule(serviceDate, signal) {
      const question = get('/phong-kham/lich', { ngay: toNgay(serviceDate) ?? '' });
      const days = await ask(question, places.scheduleSchema, signal);
      return mapped(days, (all) => all.map((each) => places.clinicDay(each, { serviceDate, timeZone })));
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
      return mapped(answer, (said) => answers.invoiceStatus(said, timeZone));
    },

    async auditHead(id, signal) {
      const head = await askOr404(get('/nhat-ky', { 'ma-kiosk': id }), answers.auditHeadSchema, null, signal);
      return mapped(head, (value) => (value === null ? null : { count: value.SO_DONG, hash: value.MA_BAM }));
    },

    async callStaff(request, signal) {
      const call = {
        MA_YEU_CAU: request.key,
        MA_KIOSK: request.kioskId,
        VI_TRI: request.location,
        MUC_DO: mucDo.to(request.urgency),
      };
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

const noPatient: HospitalResult<null> = { ok: true, value: null };

const byStart = <T extends { start: string }>(appointments: T[]): T[] =>
  appointments.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
