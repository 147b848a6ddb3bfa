/**
 * One registration, amendment or consent as the body of `POST /dangky-kcb`, ready to be frozen: the same subject gives the same
 * bytes. Fields have the ministry's names (QĐ 4750/QĐ-BYT) where it has them: MA_LK is the check-in key, NGAY_VAO the time
 * of check-in, MA_CSKCB the facility. `LOAI` says what it is.
 */
import type { BodyBuilder } from '../queue/port.ts';
import type {
  Amendment,
  ConsentDraft,
  DataConflict,
  DeskDraft,
  IdentityEvidence,
  RegistrationPerson,
  RegistrationStamp,
  VisitDraft,
} from '../registration.ts';
import { consentLaw } from './consent.ts';
import { provisionalReason } from './person.ts';
import {
  buoi,
  loaiPhieu,
  lyDoTuChoi,
  luong,
  nguon,
  toGioiTinh,
  toNgay,
  toNgayGio,
  toNgaySinh,
  trangThaiDongY,
  truong,
  tuKhai,
} from './rest-fields.ts';

/** The frozen bytes for the queue. */
export function restBodyBuilder(facility: { facilityCode: string }): BodyBuilder {
  return (subject) => {
    switch (subject.kind) {
      case 'visit':
        return JSON.stringify({ LOAI: 'DANG_KY', ...stamp(subject, facility), ...visit(subject) });
      case 'desk':
        return JSON.stringify({ LOAI: 'TAI_QUAY', ...stamp(subject, facility), ...desk(subject) });
      case 'cancel':
      case 'change-clinic':
      case 'refusal-notice':
        return JSON.stringify({ ...amendment(subject), ...stamp(subject, facility), MA_LK_GOC: subject.visitKey });
      case 'consent':
        return JSON.stringify({
          LOAI: 'DONG_Y',
          ...origin(subject, facility),
          MA_LK_GOC: subject.visitKey,
          ...consent(subject),
        });
    }
  };
}

const origin = (subject: RegistrationStamp, facility: { facilityCode: string }) => ({
  MA_LK: subject.key,
  MA_CSKCB: facility.facilityCode,
  MA_KIOSK: subject.kioskId,
  NGAY_VAO: toNgayGio(subject.registeredAt),
});

/** LOAI_STT: 1 a leased number, 2 one of the kiosk's own, which the hospital adopts. */
const stamp = (subject: RegistrationStamp, facility: { facilityCode: string }) => ({
  ...origin(subject, facility),
  NGAY_KHAM: toNgay(subject.serviceDate),
  BUOI: buoi.to(subject.session),
  STT: subject.ticket.number,
  LOAI_STT: subject.ticket.official ? 1 : 2,
});

type Place = Pick<VisitDraft, 'clinic' | 'stream' | 'priorityReason'>;

const place = ({ clinic, stream, priorityReason }: Place) => ({
  MA_PHONG: clinic.id,
  TEN_PHONG: clinic.name,
  LUONG: luong.to(stream),
  LY_DO_UU_TIEN: priorityReason,
});

const examination = (service: VisitDraft['checkIn']['service']) => ({
  MA_DICH_VU: service?.code ?? null,
  TEN_DICH_VU: service?.name ?? null,
});

const visit = (draft: VisitDraft) => ({
  BENH_NHAN: patient(draft),
  BHYT:
    draft.coverage === null
      ? null
      : {
          MA_THE_BHYT: draft.coverage.insuranceNumber,
          GT_THE_TU: toNgay(draft.coverage.validFrom),
          GT_THE_DEN: toNgay(draft.coverage.validTo),
          MA_DKBD: draft.coverage.registeredFacility,
        },
  ...place(draft),
  MA_DOITUONG_KCB: draft.checkIn.objectCode,
  MA_LOAI_KCB: draft.checkIn.careType,
  ...examination(draft.checkIn.service),
  MA_LICH_HEN: draft.appointmentId,
  ...proof(draft),
  ...rarer(draft),
});

/** What most visits do not have; left out then, so that a hospital that does not know these fields misses nothing. */
const rarer = (draft: VisitDraft) => ({
  ...(draft.otherAppointmentIds.length === 0 ? {} : { MA_LICH_HEN_KHAC: draft.otherAppointmentIds }),
  ...(draft.doctor === null
    ? {}
    : { MA_BAC_SI: draft.doctor.id, ...(draft.doctor.name === '' ? {} : { TEN_BAC_SI: draft.doctor.name }) }),
  ...(draft.referral === null
    ? {}
    : {
        CHUYEN_TUYEN: {
          SO_GIAY_CHUYEN_TUYEN: draft.referral.number,
          DON_VI_CHUYEN_TUYEN: draft.referral.facility,
          HAN_CHUYEN_TUYEN: toNgay(draft.referral.validTo),
        },
      }),
  ...(draft.declared.length === 0 ? {} : { TU_KHAI: draft.declared.map(tuKhai.to) }),
  ...(draft.answers.length === 0
    ? {}
    : {
        TRA_LOI: draft.answers.map(({ field, value, source }) => ({
          TRUONG: truong.to(field),
          GIA_TRI: value,
          NGUON: nguon.to(source),
        })),
      }),
  ...(draft.missing.length === 0 ? {} : { CON_THIEU: draft.missing.map(truong.to) }),
  ...companion(draft),
  ...(draft.conflicts.length === 0 ? {} : { MAU_THUAN: draft.conflicts.map(conflictFields) }),
  // NGAY_KHAM and BUOI are the later session's already; this says that it is meant.
  ...(draft.planned === null ? {} : { DAT_TRUOC: 1 }),
  ...(draft.checkAtDoor ? { DOI_CHIEU_TAI_CUA: 1 } : {}),
});

const companion = ({ carer }: VisitDraft | DeskDraft) => (carer === null ? {} : { NGUOI_DI_CUNG: shownFields(carer) });

const conflictFields = ({ field, shown, found }: DataConflict) => ({ TRUONG: field, GIAY_TO: shown, HO_SO: found });

const desk = (draft: DeskDraft) => ({
  LY_DO: draft.reason,
  BENH_NHAN:
    draft.patient.kind === 'known'
      ? { TINH_TRANG: 'DA_CO', MA_BN: draft.patient.patientId, ...personFields(draft.person) }
      : { TINH_TRANG: 'TAM', ...shownFields(draft.person) },
  MAU_THUAN: draft.conflicts.map(conflictFields),
  ...(draft.appointmentIds.length === 0 ? {} : { DS_LICH_HEN: draft.appointmentIds }),
  ...shownPaper(draft.shown),
  ...proof(draft),
  ...companion(draft),
});

function shownPaper(shown: DeskDraft['shown']): object {
  if (shown === null) return {};
  return shown.kind === 'slip'
    ? { GIAY_DA_QUET: { LOAI: loaiPhieu.to(shown.slip), MA_PHIEU: shown.code } }
    : { PHIEU_DA_QUET: { MA_LK: shown.visitKey, STT: shown.number } };
}

/**
 * Of a patient whom the hospital has only the code is said: the kiosk does not overwrite demographics. A provisional one
 * (TAM) is for staff to confirm or merge.
 */
function patient(draft: VisitDraft): object {
  const { patient: reference, person } = draft;
  if (reference.kind === 'known') return { TINH_TRANG: 'DA_CO', MA_BN: reference.patientId };
  const reason = provisionalReason(draft);
  return reason === null
    ? { TINH_TRANG: 'MOI', ...personFields(person) }
    : { TINH_TRANG: 'TAM', LY_DO_TAM: reason, ...personFields(person) };
}

const personFields = (person: RegistrationPerson) => ({
  HO_TEN: person.fullName,
  NGAY_SINH: toNgaySinh(person.birthDate),
  GIOI_TINH: toGioiTinh(person.sex),
  SO_CCCD: person.idNumber,
  SO_CMND: person.oldIdNumber,
  MA_THE_BHYT: person.insuranceNumber,
  SO_HO_CHIEU: person.passportNumber,
  DIA_CHI: person.residence,
});

/** With the patient code that was shown, which the hospital may not know. */
const shownFields = (person: RegistrationPerson) => ({
  ...personFields(person),
  ...(person.patientCode === null ? {} : { MA_BN: person.patientCode }),
});

const proof = ({ evidence, codeSha256 }: VisitDraft | DeskDraft) => ({
  XAC_THUC: evidence.map(evidenceFields),
  MA_BAM_QR: codeSha256,
});

const evidenceFields = (evidence: IdentityEvidence) => ({
  CACH: evidence.method,
  KET_QUA: findingOf(evidence),
  DO_GIONG: 'similarity' in evidence ? evidence.similarity : null,
  ...('by' in evidence && { NGUOI_DOI_CHIEU: evidence.by }),
});

function findingOf(evidence: IdentityEvidence): string | null {
  if ('verdict' in evidence) return evidence.verdict;
  if ('reason' in evidence) return evidence.reason;
  if ('result' in evidence) return evidence.result;
  return 'factor' in evidence ? evidence.factor : null;
}

/** MA_DONG_Y is the consent's own: its withdrawal has the same. */
const consent = (draft: ConsentDraft) => ({
  MA_DONG_Y: draft.consentId,
  TRANG_THAI: trangThaiDongY.to(draft.status),
  MA_BN: draft.patientId,
  SO_CCCD: draft.idNumber,
  MUC_DICH: 'NHAN_DIEN_KHUON_MAT',
  CAN_CU: consentLaw,
  NGAY_DONG_Y: toNgayGio(draft.givenAt),
  NGAY_RUT: draft.withdrawnAt === null ? null : toNgayGio(draft.withdrawnAt),
  PHIEN_BAN: draft.version,
  NGON_NGU: draft.language,
  MA_BAM_VAN_BAN: draft.textSha256,
});

function amendment(subject: Amendment): object {
  switch (subject.kind) {
    case 'cancel':
      return { LOAI: 'HUY' };
    case 'change-clinic':
      return { LOAI: 'DOI_PHONG', ...place(subject), ...examination(subject.service) };
    case 'refusal-notice':
      return {
        LOAI: 'BAO_TU_CHOI',
        LY_DO: lyDoTuChoi.to(subject.reason),
        MA_PHONG: subject.clinicId,
        CHUYEN_DEN: subject.sendTo,
      };
  }
}
