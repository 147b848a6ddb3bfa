import type { QueueRow } from '../bridge/staff-messages.ts';

/** What a staff member says to a patient whose registration the hospital refused after it was accepted, and does next. */
export interface Advice {
  vi: string;
  en: string;
  next: string;
}

type Reason = NonNullable<QueueRow['refusal']>['reason'];

const byReason: Readonly<Record<Reason, Advice>> = {
  'clinic-full': {
    vi: 'Phòng khám này hôm nay đã đủ số. Chúng tôi đăng ký cho quý vị ở phòng khác hoặc hẹn ngày khác.',
    en: 'This clinic has no places left today. We register you elsewhere or for another day.',
    next: 'register at the clinic named, or book another day; then set aside',
  },
  'clinic-closed': {
    vi: 'Phòng khám này hiện không làm việc. Chúng tôi đăng ký cho quý vị ở phòng khác hoặc hẹn ngày khác.',
    en: 'This clinic is closed now. We register you elsewhere or for another day.',
    next: 'register at the clinic named, or book another day; then set aside',
  },
  'patient-blocked': {
    vi: 'Hồ sơ của quý vị cần được kiểm tra tại quầy trước khi khám.',
    en: 'Your record has to be looked at at the desk before you are seen.',
    next: 'see the patient’s record in the hospital system; then retry or set aside',
  },
  other: {
    vi: 'Đăng ký của quý vị cần được hoàn tất tại quầy.',
    en: 'Your registration has to be completed at the desk.',
    next: 'see the reason; mend it and retry, or register at the desk and set aside',
  },
};

/** The queue was damaged, and what was to be sent is gone; salvage.ts leaves no digest of it. */
const bodyLost: Advice = {
  ...byReason.other,
  next: 'what was to be sent is lost: register the patient by the ticket’s number, then set aside',
};

/** The words for a row of the worklist. */
export const adviceFor = ({ refusal, bodySha256 }: Pick<QueueRow, 'refusal' | 'bodySha256'>): Advice =>
  bodySha256 === '' ? bodyLost : byReason[refusal?.reason ?? 'other'];

/** Where the patient goes: the clinic that the hospital names, else the desk. */
export const sendTo = ({ refusal }: Pick<QueueRow, 'refusal'>): string => refusal?.sendTo ?? 'desk';
