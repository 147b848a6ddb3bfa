/**
 * What a REST hospital answers in `data`, as far as the kiosk reads it, and what it means. Objects stay open; numbers may
 * come as text. Nothing is longer than `longestText` and no list longer than `longestList`.
 */
import { z } from 'zod';
import { eligibilityOutcome } from './eligibility.ts';
import type {
  Appointment,
  ClinicDay,
  ClinicInfo,
  DayAppointment,
  Eligibility,
  HospitalCapabilities,
  HospitalPatient,
  InvoiceStatus,
  TicketState,
} from './hospital-api.ts';
import { buoi, fromGio, fromGioiTinh, fromNgay, fromNgayGio } from './rest-fields.ts';

/** TEN_DICH_VU, the longest text of the ministry's table. */
const longestText = 1_024;

/** The largest Vietnamese hospitals see some 8,000 outpatients a day. */
const longestList = 10_000;

const text = z.string().max(longestText);
const id = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);
const list = <T extends z.ZodType>(item: T) => z.array(item).max(longestList);

/** Empty text, null and a missing field are the same in this style. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());
const code = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^[A-Za-z0-9._-]{1,64}$/));
const flag = code.transform((value) => value === '1');
const count = z.coerce.number().int().min(0).max(1_000_000);

export const patientsSchema = list(
  z.looseObject({ MA_BN: id, HO_TEN: text, NGAY_SINH: optional(text), GIOI_TINH: optional(code) }),
);

export const hospitalPatient = (answer: z.infer<typeof patientsSchema>[number]): HospitalPatient => ({
  id: answer.MA_BN,
  fullName: answer.HO_TEN,
  birthDate: fromNgay(answer.NGAY_SINH ?? null),
  sex: fromGioiTinh(answer.GIOI_TINH ?? null),
  patientCode: answer.MA_BN,
});

/** How many records have the name and birth date that were asked for. */
export const similarSchema = z.looseObject({ SO_LUONG: count });

export const insuranceSchema = z.looseObject({
  MA_KQ: z.string().regex(/^\d{3}$/),
  MA_THE_BHYT: optional(code),
  MA_THE_CU: optional(code),
  GT_THE_TU: optional(text),
  GT_THE_DEN: optional(text),
  MA_DKBD: optional(code),
  TEN_DKBD: optional(text),
  MA_DOITUONG_KCB: optional(code),
  MA_LOAI_KCB: optional(code),
  PHAN_TUYEN: optional(code),
  TY_LE_HUONG: optional(z.coerce.number().min(0).max(100)),
  TY_LE_CUNG_TRA: optional(z.coerce.number().min(0).max(100)),
  CHUA_RA_VIEN: optional(flag),
  TIEP_NHAN_BHYT: optional(flag),
});

/** PHAN_TUYEN: 1 đúng tuyến, 2 trái tuyến, 3 thông tuyến. */
const routes: Readonly<Record<string, Eligibility['route']>> = { 1: 'right', 2: 'out-of-route', 3: 'any' };

/** The hospital's answer about a card. What it does not take at the kiosk (TIEP_NHAN_BHYT 0) or has not discharged goes to the counter. */
export function eligibility(answer: z.infer<typeof insuranceSchema>): Eligibility {
  const outcome = eligibilityOutcome(answer.MA_KQ);
  const openStay = answer.CHUA_RA_VIEN ?? false;
  const isNotTaken = outcome === 'covered' && answer.TIEP_NHAN_BHYT === false;
  return {
    code: answer.MA_KQ,
    outcome: openStay || isNotTaken ? 'counter' : outcome,
    insuranceNumber: answer.MA_THE_BHYT ?? null,
    replacedNumber: answer.MA_THE_CU ?? null,
    validFrom: fromNgay(answer.GT_THE_TU ?? null),
    validTo: fromNgay(answer.GT_THE_DEN ?? null),
    registeredFacility: answer.MA_DKBD === undefined ? null : { code: answer.MA_DKBD, name: answer.TEN_DKBD ?? null },
    objectCode: answer.MA_DOITUONG_KCB ?? null,
    careType: answer.MA_LOAI_KCB ?? null,
    route: routes[answer.PHAN_TUYEN ?? ''] ?? null,
    benefitPercent: answer.TY_LE_HUONG ?? null,
    patientSharePercent: answer.TY_LE_CUNG_TRA ?? null,
    openStay,
  };
}

const appointmentSchema = z.looseObject({ MA_LICH_HEN: id, MA_PHONG: id, NGAY_GIO: text, TEN_BAC_SI: optional(text) });
export const appointmentsSchema = list(appointmentSchema);

/** null when it names no time and so cannot be offered. */
export function appointment(answer: z.infer<typeof appointmentSchema>, timeZone: string): Appointment | null {
  const start = fromNgayGio(answer.NGAY_GIO, timeZone);
  if (start === null) return null;
  return { id: answer.MA_LICH_HEN, clinicId: answer.MA_PHONG, start, practitioner: answer.TEN_BAC_SI ?? null };
}

const dayAppointmentSchema = appointmentSchema.extend({
  MA_BN: id,
  SO_CCCD: optional(code),
  SO_CMND: optional(code),
  MA_SO_BHXH: optional(code),
  SO_HO_CHIEU: optional(code),
});
/** TRANG_SAU: the next page; without it this is the last. */
export const dayAppointmentsSchema = z.looseObject({
  DANH_SACH: list(dayAppointmentSchema),
  TRANG_SAU: optional(count),
});

export function dayAppointment(answer: z.infer<typeof dayAppointmentSchema>, timeZone: string): DayAppointment | null {
  const common = appointment(answer, timeZone);
  if (common === null) return null;
  const keys = {
    idNumber: answer.SO_CCCD ?? null,
    oldIdNumber: answer.SO_CMND ?? null,
    insuranceNumber: answer.MA_SO_BHXH ?? null,
    passportNumber: answer.SO_HO_CHIEU ?? null,
    patientCode: answer.MA_BN,
  };
  return { ...common, patientId: answer.MA_BN, keys };
}

export const clinicsSchema = list(
  z.looseObject({
    MA_PHONG: id,
    TEN_PHONG: text,
    TEN_PHONG_EN: optional(text),
    SO_PHONG: optional(text),
    TANG: optional(text),
    MO_CUA: flag,
    SO_CHO: optional(count),
  }),
);

export const clinic = (answer: z.infer<typeof clinicsSchema>[number]): ClinicInfo => ({
  id: answer.MA_PHONG,
  name: { vi: answer.TEN_PHONG, en: answer.TEN_PHONG_EN ?? answer.TEN_PHONG },
  room: answer.SO_PHONG ?? '',
  floor: answer.TANG ?? '',
  open: answer.MO_CUA,
  waiting: answer.SO_CHO ?? null,
});

export const scheduleSchema = list(
  z.looseObject({
    MA_PHONG: id,
    GIO_LAM: list(z.looseObject({ TU: text, DEN: text })).nullish(),
    HAN_MUC: list(z.looseObject({ BUOI: text, TOI_DA: count, CON_LAI: count })).default([]),
    BAC_SI: list(z.looseObject({ MA_BAC_SI: id, TEN_BAC_SI: text })).default([]),
    KHUNG_GIO: list(z.looseObject({ BAT_DAU: text, MA_BAC_SI: optional(id) })).default([]),
    MA_DICH_VU: optional(text),
    TEN_DICH_VU: optional(text),
  }),
);

/** A clinic's day. Hours of which one cannot be read are not known at all: half of them would close a clinic that is open. */
export function clinicDay(answer: z.infer<typeof scheduleSchema>[number], timeZone: string): ClinicDay {
  const hours = answer.GIO_LAM?.flatMap(({ TU, DEN }) => {
    const [opens, closes] = [fromGio(TU), fromGio(DEN)];
    return opens === null || closes === null ? [] : [{ opens, closes }];
  });
  const service = answer.MA_DICH_VU;
  return {
    clinicId: answer.MA_PHONG,
    hours: hours !== undefined && hours.length === answer.GIO_LAM?.length ? hours : null,
    quotas: answer.HAN_MUC.flatMap(({ BUOI, TOI_DA, CON_LAI }) => {
      const session = buoi.from(BUOI);
      return session === null ? [] : [{ session, limit: TOI_DA, left: CON_LAI }];
    }),
    doctors: answer.BAC_SI.map(({ MA_BAC_SI, TEN_BAC_SI }) => ({ id: MA_BAC_SI, name: TEN_BAC_SI })),
    slots: answer.KHUNG_GIO.flatMap(({ BAT_DAU, MA_BAC_SI }) => {
      const start = fromNgayGio(BAT_DAU, timeZone);
      return start === null ? [] : [{ start, doctorId: MA_BAC_SI ?? null }];
    }),
    service: service === undefined ? null : { code: service, name: answer.TEN_DICH_VU ?? service },
  };
}

export const leaseSchema = z
  .looseObject({
    TIEN_TO: z.string().regex(/^[A-Za-z0-9-]{0,8}$/),
    TU_SO: count.min(1),
    DEN_SO: count.min(1),
  })
  .refine(({ TU_SO, DEN_SO }) => TU_SO <= DEN_SO);

export const ticketSchema = z.looseObject({
  TRANG_THAI: text,
  STT: z.string().min(1).max(20),
  MA_PHONG: id,
  CON_TRUOC: optional(count),
});

const ticketStates: Readonly<Record<string, TicketState['state']>> = {
  CHO: 'waiting',
  GOI: 'called',
  XONG: 'done',
  HUY: 'cancelled',
};

/** null for a state that nobody has described. */
export function ticketState(answer: z.infer<typeof ticketSchema>): TicketState | null {
  const state = ticketStates[answer.TRANG_THAI];
  if (state === undefined) return null;
  return { state, number: answer.STT, clinicId: answer.MA_PHONG, ahead: answer.CON_TRUOC ?? null };
}

export const invoiceSchema = z.looseObject({
  TRANG_THAI: z.enum(['KHONG_CO', 'CHUA_TT', 'DA_TT']),
  SO_TIEN: optional(z.coerce.number().min(0)),
});

export function invoiceStatus(answer: z.infer<typeof invoiceSchema>): InvoiceStatus {
  if (answer.TRANG_THAI === 'KHONG_CO') return { kind: 'none' };
  if (answer.TRANG_THAI === 'DA_TT') return { kind: 'balanced' };
  return { kind: 'open', amount: answer.SO_TIEN ?? null, currency: 'VND' };
}

export const auditHeadSchema = z.looseObject({ SO_DONG: count, MA_BAM: z.string().regex(/^[0-9a-f]{64}$/) });

export const requiredFieldsSchema = z.looseObject({ TRUONG: list(text) });

export const capabilitiesSchema = z.looseObject({
  PHAN_MEM: text,
  PHIEN_BAN: optional(text),
  CHUC_NANG: list(text),
});

const functions: Readonly<Record<string, HospitalCapabilities['offers'][number]>> = {
  LICH_PHONG: 'schedule',
  LICH_HEN_NGAY: 'day-appointments',
  TRUONG_BAT_BUOC: 'required-fields',
  BENH_NHAN_TUONG_TU: 'similar',
  CAP_KHOI: 'leases',
  SO_THU_TU: 'ticket',
  HOA_DON: 'invoice',
  NHAT_KY: 'audit-head',
};

export const capabilities = (answer: z.infer<typeof capabilitiesSchema>): HospitalCapabilities => ({
  software: answer.PHAN_MEM,
  version: answer.PHIEN_BAN ?? null,
  offers: answer.CHUC_NANG.flatMap((name) => functions[name] ?? []),
});
