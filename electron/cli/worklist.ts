import type { QueueRow } from '../bridge/staff-messages.ts';

/** What a staff member says to a patient whose registration, or a change of it, the hospital refused after it was accepted. */
export interface Advice {
  vi: string;
  en: string;
  next: string;
}

type Reason = NonNullable<QueueRow['refusal']>['reason'];
type Amendment = NonNullable<QueueRow['amendment']>;

const byReason: Readonly<Record<Reason, Advice>> = {
  'clinic-full': {
    vi: 'Phòng khám này hôm nay đã đủ số. Chúng tôi đăng ký cho Quý khách ở phòng khác hoặc hẹn ngày khác.',
    en: 'This clinic has no places left today. We register you elsewhere or for another day.',
    next: 'register at the clinic named, or book another day; then set aside',
  },
  'clinic-closed': {
    vi: 'Phòng khám này hiện không làm việc. Chúng tôi đăng ký cho Quý khách ở phòng khác hoặc hẹn ngày khác.',
    en: 'This clinic is closed now. We register you elsewhere or for another day.',
    next: 'register at the clinic named, or book another day; then set aside',
  },
  'patient-blocked': {
    vi: 'Hồ sơ của Quý khách cần được kiểm tra tại quầy trước khi khám.',
    en: 'Your record has to be looked at at the desk before you are seen.',
    next: 'see the patient’s record in the hospital system; then retry or set aside',
  },
  other: {
    vi: 'Đăng ký của Quý khách cần được hoàn tất tại quầy.',
    en: 'Your registration has to be completed at the desk.',
    next: 'see the reason; mend it and retry, or register at the desk and set aside',
  },
};

const byAmendment: Readonly<Record<Amendment, Advice>> = {
  'change-clinic': {
    vi: 'Yêu cầu đổi phòng khám chưa được chấp nhận. Chỗ khám cũ của Quý khách vẫn giữ nguyên, số cũ vẫn được gọi.',
    en: 'The change of clinic was not taken. Your place at the clinic before stands, and its number is called.',
    next: 'set aside: the ticket of the clinic before stands again; or move the patient in the hospital system',
  },
  cancel: {
    vi: 'Yêu cầu hủy đăng ký chưa thực hiện được. Chúng tôi hủy cho Quý khách tại quầy.',
    en: 'Your place could not be cancelled. We cancel it for you at the desk.',
    next: 'cancel the place in the hospital system; then set aside',
  },
  'refusal-notice': {
    vi: 'Đăng ký của Quý khách cần được hoàn tất tại quầy.',
    en: 'Your registration has to be completed at the desk.',
    next: 'the desk was not told of this ticket: see its visit in this list; then set aside',
  },
  consent: {
    vi: 'Đồng ý nhận diện khuôn mặt của Quý khách, hoặc việc rút lại, chưa được ghi nhận. Lượt khám của Quý khách không bị ảnh hưởng.',
    en: 'Your consent to face recognition, or its withdrawal, was not taken down. Your visit goes on as it is.',
    next: 'see the reason; mend it and retry, or note it in the hospital system and set aside',
  },
};

/** The queue was damaged, and what was to be sent is gone; salvage.ts leaves no digest of it. */
const bodyLost: Advice = {
  ...byReason.other,
  next: 'what was to be sent is lost: register the patient by the ticket’s number, then set aside',
};

const consentLost: Advice = {
  ...byAmendment.consent,
  next: 'what was to be sent is lost: note it in the hospital system by the ticket’s number, then set aside',
};

/** The words for a row of the worklist. */
export function adviceFor({
  amendment,
  refusal,
  bodySha256,
}: Pick<QueueRow, 'amendment' | 'refusal' | 'bodySha256'>): Advice {
  if (bodySha256 === '') return amendment === 'consent' ? consentLost : bodyLost;
  return amendment === null ? byReason[refusal?.reason ?? 'other'] : byAmendment[amendment];
}

/** Where the patient goes: the clinic that the hospital names, else the desk. */
export const sendTo = ({ refusal }: Pick<QueueRow, 'refusal'>): string => refusal?.sendTo ?? 'desk';
