/** What a REST hospital answers about appointments, slips and earlier visits. */
import { z } from 'zod';
import type { Appointment, DayAppointment, HospitalPatient, Slip } from './hospital-api.ts';
import type { Referral } from '../registration.ts';
import { fromNgay, fromNgayGio, loaiPhieu, trangThaiHen } from './rest-fields.ts';
import { patientSchema } from './rest-patients.ts';
import { code, count, id, list, optional, paperNumber, text } from './rest-values.ts';

const appointmentSchema = z.looseObject({
  MA_LICH_HEN: id,
  MA_PHONG: id,
  NGAY_GIO: text,
  MA_BAC_SI: optional(id),
  TEN_BAC_SI: optional(text),
  LOAI: optional(text),
  TRANG_THAI: optional(text),
  DOI_SANG: optional(text),
});
type AppointmentAnswer = z.infer<typeof appointmentSchema>;

export const appointmentsSchema = list(appointmentSchema);

/** null when it names no time, or is in a state that nobody has described, and so cannot be offered. */
export function appointment(answer: AppointmentAnswer, timeZone: string): Appointment | null {
  const start = fromNgayGio(answer.NGAY_GIO, timeZone);
  const status = answer.TRANG_THAI === undefined ? 'booked' : trangThaiHen.from(answer.TRANG_THAI);
  if (start === null || status === null) return null;
  return {
    id: answer.MA_LICH_HEN,
    clinicId: answer.MA_PHONG,
    start,
    practitioner: answer.TEN_BAC_SI ?? null,
    practitionerId: answer.MA_BAC_SI ?? null,
    kind: loaiPhieu.from(answer.LOAI ?? '') === 're-examination' ? 're-examination' : 'appointment',
    status,
    movedTo: status === 'moved' ? fromNgayGio(answer.DOI_SANG ?? '', timeZone) : null,
  };
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

/** A referral as HDBank's kiosk interface names its parts (SO_GIAY_CHUYEN_TUYEN, DON_VI_CHUYEN_TUYEN), with its last day. */
export const referralSchema = z.looseObject({
  SO_GIAY_CHUYEN_TUYEN: optional(paperNumber),
  DON_VI_CHUYEN_TUYEN: optional(text),
  HAN_CHUYEN_TUYEN: optional(text),
  MA_PHONG: optional(id),
});
type ReferralAnswer = z.infer<typeof referralSchema>;

/** null for one without a number: nothing could find it again. */
export function referral(answer: ReferralAnswer | undefined): Referral | null {
  if (answer?.SO_GIAY_CHUYEN_TUYEN === undefined) return null;
  return {
    number: answer.SO_GIAY_CHUYEN_TUYEN,
    facility: answer.DON_VI_CHUYEN_TUYEN ?? null,
    validTo: fromNgay(answer.HAN_CHUYEN_TUYEN ?? null),
  };
}

/** MA_BN says whose it is where the record (BENH_NHAN) does not come along. */
export const slipSchema = z.looseObject({
  MA_BN: optional(id),
  BENH_NHAN: optional(patientSchema),
  LICH_HEN: optional(appointmentSchema),
  CHUYEN_TUYEN: optional(referralSchema),
});

/** `patient` is whom the slip's record stands for, or null. */
export function slip(answer: z.infer<typeof slipSchema>, patient: HospitalPatient | null, timeZone: string): Slip {
  const { LICH_HEN: booked, CHUYEN_TUYEN: referred } = answer;
  const paper = referral(referred);
  return {
    namesPatient: answer.BENH_NHAN !== undefined || answer.MA_BN !== undefined,
    patient,
    appointment: booked === undefined ? null : appointment(booked, timeZone),
    referral: paper && { ...paper, clinicId: referred?.MA_PHONG ?? null },
  };
}

export const lastVisitSchema = z.looseObject({ MA_PHONG: id, MA_BAC_SI: optional(id) });
