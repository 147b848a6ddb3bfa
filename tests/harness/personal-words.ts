import { inLanguage, type AppointmentView, type Clinic } from '../../electron/bridge/clinic-snapshot.ts';
import type { Insurance } from '../../electron/bridge/insurance-snapshot.ts';
import type { KioskSnapshot, VisitAt, VisitSnapshot } from '../../electron/bridge/snapshot.ts';
import { priorityWords } from '../../renderer/components/priority-words.ts';
import { formatDay, formatMoney, formatTime } from '../../renderer/language/format.ts';
import { textsIn } from '../../renderer/language/texts.ts';
import { insuranceAbout } from '../../renderer/screens/insurance-about.ts';

/** What of a screen is about a person, in the words in which it would be told: nobody else may hear it. */
export function personalWords({ visit, payment }: KioskSnapshot, language: string): string[] {
  const t = textsIn(language);
  const found = [
    ...namedIn(visit),
    ...ofStep(visit, language),
    ...('declared' in visit ? [...visit.declared, ...visit.mayDeclare].map((what) => t(`declare.${what}`)) : []),
    ...('priorityReason' in visit && visit.priorityReason !== null
      ? [t(`priority.${priorityWords(visit.priorityReason)}`)]
      : []),
    ...('setback' in visit && visit.setback !== null ? [t(`setback.${visit.setback}`)] : []),
    ...('insurance' in visit ? ofInsurance(visit.insurance, language) : []),
    ...('amount' in payment && payment.amount !== null ? [formatMoney(payment.amount, language)] : []),
  ];
  return found.filter((each) => each !== '');
}

const namingKeys = ['fullName', 'maskedIdNumber', 'birthYear', 'carer', 'maskedName'];

/** Wherever it stands in the visit. */
function namedIn(visit: VisitSnapshot): string[] {
  const found: string[] = [];
  JSON.stringify(visit, (key, value: unknown) => {
    if (namingKeys.includes(key) && typeof value === 'string') found.push(value);
    return value;
  });
  return found;
}

function ofStep(visit: VisitSnapshot, language: string): string[] {
  const t = textsIn(language);
  switch (visit.step) {
    case 'identify':
      return visit.card.state === 'expired' ? [formatDay(visit.card.expiredOn, language)] : [];
    case 'insurance':
      return [t(`insuranceStep.titles.${insuranceAbout(visit.insurance.advice)}`), t('insuranceStep.pay')];
    case 'appointments':
      return [
        t('appointments.titleToday.title'),
        t('appointments.titleOther.title'),
        ...visit.appointments.flatMap((appointment) => ofAppointment(appointment, language)),
      ];
    case 'choose':
      return visit.lastTime === null
        ? []
        : [`${t('choose.lastTime')}: ${inLanguage(visit.lastTime.clinic.name, language)}`];
    case 'confirm':
      return [
        ...(visit.isPaying ? [t('insurance.paysAlone')] : []),
        ...visit.choices.flatMap(({ clinic, doctor, time }) => [
          ...ofClinic(clinic, language),
          doctor ?? '',
          time === null ? '' : formatTime(time, language),
        ]),
      ];
    case 'ticket':
      return [
        ...[visit, ...visit.others.filter((other) => other.kind === 'clinic')].flatMap(({ clinic, refusal }) => [
          ...ofClinic(clinic, language),
          ...ofRefusal(refusal, language),
        ]),
        visit.stream === null ? '' : t(`stream.${visit.stream}`),
        visit.asksPriority ? t('ticket.asksPriority') : '',
        visit.asksInsurance ? t('ticket.asksInsurance') : '',
      ];
    case 'my-ticket': {
      const { ticket, now } = visit;
      // Among those to choose from, any may be named.
      if (now.state === 'choosing') return [];
      return [
        ...ofClinic(ticket?.clinic ?? null, language),
        ...('clinic' in now ? ofClinic(now.clinic, language) : []),
        ...(now.state === 'shown' ? ofRefusal(now.refusal, language) : []),
      ];
    }
    case 'desk':
      return [t(`desk.reason.${visit.reason}`), visit.advice === null ? '' : t(`insurance.advice.${visit.advice}`)];
    default:
      return [];
  }
}

function ofClinic(clinic: Clinic | null, language: string): string[] {
  if (!clinic) return [];
  const t = textsIn(language);
  return [
    inLanguage(clinic.name, language),
    clinic.room === '' ? '' : t('place.room', { room: clinic.room }),
    clinic.building ?? '',
  ];
}

const ofRefusal = (refusal: VisitAt<'ticket'>['refusal'], language: string): string[] =>
  refusal ? [textsIn(language)(`myTicket.refusal.${refusal.reason}`), ...ofClinic(refusal.sendTo, language)] : [];

function ofAppointment({ clinic, time, practitioner }: AppointmentView, language: string): string[] {
  return [formatTime(time, language), practitioner ?? '', ...ofClinic(clinic, language)];
}

function ofInsurance(insurance: Insurance, language: string): string[] {
  const t = textsIn(language);
  const { advice, validTo, maskedNumber, maskedReplacedNumber, registeredFacility, openStayAt, referral } = insurance;
  return [
    t(`insurance.advice.${advice}`),
    maskedNumber ?? '',
    maskedReplacedNumber ?? '',
    registeredFacility ?? '',
    openStayAt ?? '',
    referral?.facility ?? '',
    validTo === null ? '' : formatDay(validTo, language),
  ];
}
