/**
 * Values as Vietnamese HIS write them, after the ministry's check-in table (QĐ 4750/QĐ-BYT) where it has the field: dates
 * yyyyMMdd with 00 for what is not known, times yyyyMMddHHmm in the hospital's own time (a birth date as well), sex 1/2/3.
 */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Appointment, PatientField, Session } from './hospital-api.ts';
import type {
  ConsentDraft,
  DeclaredPriority,
  FieldAnswer,
  QueueStream,
  RefusalReason,
  ServiceMoment,
} from '../registration.ts';

/** YYYY, YYYY-MM or YYYY-MM-DD as yyyyMMdd; null for anything else. */
export function toNgay(iso: string | null): string | null {
  const [, year, month = '00', day = '00'] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso ?? '') ?? [];
  return year === undefined ? null : year + month + day;
}

/** NGAY_SINH has 12 characters, yyyyMMddHHmm, and 0000 where the hour is not known: no document has it. */
export function toNgaySinh(iso: string | null): string | null {
  const day = toNgay(iso);
  return day === null ? null : `${day}0000`;
}

/** yyyyMMdd, or with an hour behind it, as an ISO date, partial where it has 00; null when there is no such day. */
export function fromNgay(text: string | null): string | null {
  const [, year, month = '00', day = '00'] = /^(\d{4})(\d{2})(\d{2})(?:\d{4})?$/.exec(text ?? '') ?? [];
  if (year === undefined || year === '0000') return null;
  if (month === '00') return day === '00' ? year : null;
  if (Number(month) > 12) return null;
  if (day === '00') return `${year}-${month}`;
  const iso = `${year}-${month}-${day}`;
  return z.iso.date().safeParse(iso).success ? iso : null;
}

/** yyyyMMddHHmm of an ISO instant with the hospital's offset. */
export function toNgayGio(iso: string): string {
  return iso.slice(0, 16).replace(/\D/g, '');
}

/** yyyyMMddHHmm of the hospital's time as an ISO instant with its offset; null when there is no such time. */
export function fromNgayGio(text: string, timeZone: string): string | null {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text) ?? [];
  const iso = `${year}-${month}-${day}T${hour}:${minute}`;
  if (!z.iso.datetime({ local: true }).safeParse(`${iso}:00`).success) return null;
  return Temporal.PlainDateTime.from(iso).toZonedDateTime(timeZone).toString({ timeZoneName: 'never' });
}

/** HHmm as HH:MM; null when there is no such time. */
export function fromGio(text: string): string | null {
  const [, hour, minute] = /^([01]\d|2[0-3])([0-5]\d)$/.exec(text) ?? [];
  return hour === undefined ? null : `${hour}:${minute}`;
}

/** GIOI_TINH: 1 nam, 2 nữ, 3 chưa xác định. */
export const toGioiTinh = (sex: 'male' | 'female' | null): '1' | '2' | '3' =>
  sex === 'male' ? '1' : sex === 'female' ? '2' : '3';

export const fromGioiTinh = (code: string | null): 'male' | 'female' | null =>
  code === '1' ? 'male' : code === '2' ? 'female' : null;

/** Two lists of words that stand for each other. */
function words<Ours extends string, Theirs extends string>(pairs: Record<Ours, Theirs>) {
  const back = new Map(Object.entries<string>(pairs).map(([ours, theirs]) => [theirs, ours as Ours]));
  return { to: (ours: Ours): Theirs => pairs[ours], from: (theirs: string): Ours | null => back.get(theirs) ?? null };
}

/** BUOI. */
export const buoi = words<Session, string>({ morning: 'SANG', afternoon: 'CHIEU' });

/** NGAY and BUOI: a session of a whole day, not of a month; null for anything else. */
export function fromBuoi(ngay: string | undefined, session: string | undefined): ServiceMoment | null {
  const [serviceDate, half] = [fromNgay(ngay ?? null), buoi.from(session ?? '')];
  return serviceDate?.length === isoDateLength && half !== null ? { serviceDate, session: half } : null;
}

/** YYYY-MM-DD. */
const isoDateLength = 10;

/** LUONG: the queue's stream. */
export const luong = words<QueueStream, string>({ insured: 'BHYT', paying: 'THU_PHI', priority: 'UU_TIEN' });

/** LY_DO of a refusal. */
export const lyDoTuChoi = words<RefusalReason, string>({
  'clinic-full': 'HET_SO',
  'clinic-closed': 'NGUNG_KHAM',
  'patient-blocked': 'BI_CHAN',
  other: 'KHAC',
});

/** TRANG_THAI of an appointment. */
export const trangThaiHen = words<Appointment['status'], 'DA_HEN' | 'BAC_SI_VANG' | 'DA_DEN' | 'DA_HUY' | 'DA_DOI'>({
  booked: 'DA_HEN',
  'doctor-absent': 'BAC_SI_VANG',
  arrived: 'DA_DEN',
  cancelled: 'DA_HUY',
  moved: 'DA_DOI',
});

/** LOAI of an appointment and of a slip. */
export const loaiPhieu = words<Appointment['kind'] | 'referral', string>({
  appointment: 'LICH_HEN',
  're-examination': 'TAI_KHAM',
  referral: 'CHUYEN_TUYEN',
});

/** MUC_DO of a call for staff. */
export const mucDo = words<'help' | 'emergency', string>({ help: 'HO_TRO', emergency: 'KHAN_CAP' });

/** TRANG_THAI of a consent. */
export const trangThaiDongY = words<ConsentDraft['status'], 'HIEU_LUC' | 'DA_RUT'>({
  active: 'HIEU_LUC',
  inactive: 'DA_RUT',
});

/** TU_KHAI: what a patient says of themselves. */
export const tuKhai = words<DeclaredPriority, string>({ pregnancy: 'MANG_THAI', disability: 'KHUYET_TAT' });

/** NGUON of an answer. */
export const nguon = words<FieldAnswer['source'], string>({
  chip: 'CHIP',
  code: 'MA_QR',
  typed: 'TU_NHAP',
  carer: 'NGUOI_DI_CUNG',
});

/** Fields of a person. */
export const truong = words<PatientField, string>({
  idNumber: 'SO_CCCD',
  oldIdNumber: 'SO_CMND',
  insuranceNumber: 'MA_THE_BHYT',
  passportNumber: 'SO_HO_CHIEU',
  patientCode: 'MA_BN',
  fullName: 'HO_TEN',
  birthDate: 'NGAY_SINH',
  sex: 'GIOI_TINH',
  residence: 'DIA_CHI',
  phone: 'DIEN_THOAI',
  relative: 'DIEN_THOAI_NGUOI_NHA',
  ethnicity: 'DAN_TOC',
  address: 'MAXA_CU_TRU',
  guardian: 'NGUOI_GIAM_HO',
});
