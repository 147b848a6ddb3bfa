/** What a REST hospital answers about its clinics, their day, and addresses. */
import { z } from 'zod';
import { isPlannable } from '../queue/service-day.ts';
import { estimatedWait } from './estimated-wait.ts';
import type { AddressUnit, ClinicDay, ClinicInfo } from './hospital-api.ts';
import { buoi, fromBuoi, fromGio, fromNgayGio } from './rest-fields.ts';
import { code, count, flag, id, list, optional, text } from './rest-values.ts';

export const clinicsSchema = list(
  z.looseObject({
    MA_PHONG: id,
    TEN_PHONG: optional(text),
    TEN_PHONG_EN: optional(text),
    SO_PHONG: optional(text),
    TANG: optional(text),
    MO_CUA: flag,
    SO_CHO: optional(count),
    PHUT_CHO: optional(count).catch(undefined),
    TOA_NHA: optional(text),
    MA_CHUYEN_KHOA: optional(code),
    TEN_CHUYEN_KHOA: optional(text),
    TEN_CHUYEN_KHOA_EN: optional(text),
    SANG_LOC: optional(flag),
  }),
);
type ClinicAnswer = z.infer<typeof clinicsSchema>[number];

export const clinic = (answer: ClinicAnswer): ClinicInfo => ({
  id: answer.MA_PHONG,
  name: nameOf(answer),
  room: answer.SO_PHONG ?? '',
  floor: answer.TANG ?? '',
  open: answer.MO_CUA,
  waiting: answer.SO_CHO ?? null,
  ...estimatedWait(answer.PHUT_CHO),
  building: answer.TOA_NHA ?? null,
  specialty: specialty(answer),
  isScreening: answer.SANG_LOC ?? false,
});

/** A clinic without a name is called by its code. */
function nameOf({ MA_PHONG, TEN_PHONG: vi = MA_PHONG, TEN_PHONG_EN: en = vi }: ClinicAnswer): ClinicInfo['name'] {
  return { vi, en };
}

/** null without a name: a code alone says nothing to a patient. */
function specialty(answer: ClinicAnswer): ClinicInfo['specialty'] {
  const { MA_CHUYEN_KHOA, TEN_CHUYEN_KHOA: vi, TEN_CHUYEN_KHOA_EN: en = vi } = answer;
  if (MA_CHUYEN_KHOA === undefined || vi === undefined || en === undefined) return null;
  return { code: MA_CHUYEN_KHOA, name: { vi, en } };
}

export const scheduleSchema = list(
  z.looseObject({
    MA_PHONG: id,
    GIO_LAM: list(z.looseObject({ TU: text, DEN: text })).nullish(),
    HAN_MUC: list(z.looseObject({ BUOI: text, TOI_DA: count, CON_LAI: count })).default([]),
    BAC_SI: list(
      z.looseObject({ MA_BAC_SI: id, TEN_BAC_SI: optional(text), SO_CHO: optional(count), VANG_MAT: optional(flag) }),
    ).default([]),
    KHUNG_GIO: list(z.looseObject({ BAT_DAU: text, MA_BAC_SI: optional(id) })).default([]),
    MA_DICH_VU: optional(text),
    TEN_DICH_VU: optional(text),
    BUOI_SAU: list(z.looseObject({ NGAY: text, BUOI: text })).default([]),
  }),
);

/** A clinic's day. Hours of which one cannot be read are not known at all: half of them would close a clinic that is open. */
export function clinicDay(
  answer: z.infer<typeof scheduleSchema>[number],
  { serviceDate: today, timeZone }: { serviceDate: string; timeZone: string },
): ClinicDay {
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
    // Nobody can choose a doctor without a name.
    doctors: answer.BAC_SI.flatMap(({ MA_BAC_SI, TEN_BAC_SI: name, SO_CHO, VANG_MAT }) =>
      name === undefined ? [] : [{ id: MA_BAC_SI, name, waiting: SO_CHO ?? null, isAbsent: VANG_MAT ?? false }],
    ),
    slots: answer.KHUNG_GIO.flatMap(({ BAT_DAU, MA_BAC_SI }) => {
      const start = fromNgayGio(BAT_DAU, timeZone);
      return start === null ? [] : [{ start, doctorId: MA_BAC_SI ?? null }];
    }),
    service: service === undefined ? null : { code: service, name: answer.TEN_DICH_VU ?? service },
    later: answer.BUOI_SAU.flatMap(({ NGAY, BUOI }) => {
      const moment = fromBuoi(NGAY, BUOI);
      return moment && isPlannable(moment.serviceDate, today) ? [moment] : [];
    }),
  };
}

export const addressUnitsSchema = list(
  z.looseObject({ MA_XA: code, TEN_XA: optional(text), MA_TINH: code, TEN_TINH: optional(text) }),
);

/** Without the units that have no name: one must not hide the others. */
export const addressUnits = (answer: z.infer<typeof addressUnitsSchema>): AddressUnit[] =>
  answer.flatMap(({ MA_XA, TEN_XA: name, MA_TINH, TEN_TINH: provinceName }) =>
    name === undefined || provinceName === undefined
      ? []
      : [{ code: MA_XA, name, provinceCode: MA_TINH, provinceName }],
  );
