/**
 * What a REST hospital answers in `data`, as far as the kiosk reads it, and what it means. Objects stay open; of what they
 * are made says rest-values.ts. Patients, appointments and clinics have files of their own.
 */
import { z } from 'zod';
import { eligibilityOutcome } from './eligibility.ts';
import type { Eligibility, HospitalCapabilities, InvoiceStatus, TicketState } from './hospital-api.ts';
import { openInvoice } from './invoice.ts';
import { referral, referralSchema } from './rest-appointment-answers.ts';
import { fromBuoi, fromNgay, fromNgayGio } from './rest-fields.ts';
import { code, count, flag, id, list, optional, paperNumber, text } from './rest-values.ts';

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
  NOI_CHUA_RA_VIEN: optional(text),
  CHUYEN_TUYEN: optional(referralSchema),
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
    openStayAt: openStay ? (answer.NOI_CHUA_RA_VIEN ?? null) : null,
    referral: referral(answer.CHUYEN_TUYEN),
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
  NGAY_KHAM: optional(text),
  BUOI: optional(text),
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
  const { STT: number, MA_PHONG: clinicId, NGAY_KHAM, BUOI, CON_TRUOC: ahead = null } = answer;
  return { state, number, clinicId, moment: fromBuoi(NGAY_KHAM, BUOI), ahead };
}

export const invoiceSchema = z.looseObject({
  /** THUA: more came in than was due. */
  TRANG_THAI: z.enum(['KHONG_CO', 'CHUA_TT', 'DA_TT', 'HUY', 'THUA']),
  SO_TIEN: optional(z.coerce.number().min(0)),
  SO_HOA_DON: optional(paperNumber),
  /** The text of the bank's code (VietQR). */
  QR_THANH_TOAN: optional(text),
  /** From when on it must not be paid any more, yyyyMMddHHmm. */
  HET_HAN: optional(text),
});

const settledInvoices = { KHONG_CO: 'none', DA_TT: 'balanced', HUY: 'cancelled', THUA: 'paid-twice' } as const;

/** What the invoices of a visit come to; this hospital adds them up itself. */
export function invoiceStatus(answer: z.infer<typeof invoiceSchema>, timeZone: string): InvoiceStatus {
  if (answer.TRANG_THAI !== 'CHUA_TT') return { kind: settledInvoices[answer.TRANG_THAI] };
  const { SO_TIEN: amount = null, SO_HOA_DON: invoiceNumber = null, QR_THANH_TOAN, HET_HAN } = answer;
  const expiresAt = HET_HAN === undefined ? undefined : fromNgayGio(HET_HAN, timeZone);
  return openInvoice({ amount, currency: 'VND', invoiceNumber }, QR_THANH_TOAN, expiresAt);
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
  PHIEU: 'slips',
  LAN_KHAM_TRUOC: 'last-visit',
  DIA_CHI: 'address-units',
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
