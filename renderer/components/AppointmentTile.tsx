import { inLanguage, type AppointmentView } from '../../electron/bridge/clinic-snapshot.ts';
import { formatTime } from '../language/format.ts';
import { AttentionIcon, CalendarIcon, CheckIcon, InfoIcon } from './icons.tsx';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';
import { Place } from './Place.tsx';
import { useDays } from './use-days.ts';

/** An appointment as a target where it may be checked in for, as a note where it may not. */
export function AppointmentTile({ appointment }: { appointment: AppointmentView }) {
  const { id, state, offers } = appointment;
  if (!offers.includes('arrive')) {
    return (
      <div className="appointment" data-state={state} data-private="">
        <Lines appointment={appointment} />
      </div>
    );
  }
  return (
    <KioskButton
      look="tile"
      className={state === 'ready' ? 'appointment clinic-likely' : 'appointment'}
      does={{ type: 'arrive', appointmentIds: [id] }}
      aloud=""
    >
      <Lines appointment={appointment} />
    </KioskButton>
  );
}

function Lines({ appointment }: { appointment: AppointmentView }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const { dayName } = useDays();
  const { clinic, kind, practitioner } = appointment;
  // Nobody is sent to another building for what they cannot have.
  const elsewhere = appointment.offers.includes('arrive') ? appointment.elsewhere : null;
  return (
    <>
      <span className="appointment-when">
        <CalendarIcon />
        <span>
          {dayName(appointment.serviceDate)} <span className="figure">{formatTime(appointment.time, language)}</span>
        </span>
        {kind === 're-examination' && <span className="appointment-kind">{t('appointments.reExamination')}</span>}
      </span>
      <span className="appointment-whom">
        <span className="clinic-name">{clinic && inLanguage(clinic.name, language)}</span>
        {practitioner !== null && <span>{practitioner}</span>}
      </span>
      {elsewhere === null ? (
        clinic && <Place clinic={clinic} />
      ) : (
        <span className="appointment-elsewhere">
          {t('appointments.elsewhere', { building: elsewhere.replaceAll(' ', '\u00a0') })}
          {clinic && (
            <>
              {' · '}
              <Place clinic={{ ...clinic, building: null }} />
            </>
          )}
        </span>
      )}
      <StateLine appointment={appointment} />
    </>
  );
}

function StateLine({ appointment }: { appointment: AppointmentView }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const { dayName, isPast } = useDays();
  const { state, offers, opensAt, movedTo, serviceDate } = appointment;
  const mayArrive = offers.includes('arrive');
  const words = (): string => {
    switch (state) {
      case 'early':
        return t('appointments.state.early', { time: formatTime(opensAt ?? appointment.time, language) });
      case 'other-day':
        return isPast(serviceDate) ? t('appointments.state.past') : t('appointments.state.other-day');
      case 'doctor-absent':
      case 'arrived':
        return t(`appointments.state.${mayArrive ? state : (`${state}-desk` as const)}`);
      case 'moved':
        return movedTo
          ? t('appointments.state.moved', {
              day: dayName(movedTo.serviceDate),
              time: formatTime(movedTo.time, language),
            })
          : t('appointments.state.movedUnknown');
      default:
        return t(`appointments.state.${state}`);
    }
  };
  const isTouched = mayArrive && (state === 'ready' || state === 'doctor-absent' || state === 'arrived');
  const said = isTouched ? t(`appointments.stateSpoken.${state}`) : undefined;
  const isGood = state === 'ready' || state === 'arrived';
  const Sign = isGood ? CheckIcon : state === 'early' || state === 'other-day' ? InfoIcon : AttentionIcon;
  return (
    <span className={isGood ? 'appointment-state appointment-good' : 'appointment-state'}>
      <Sign />
      <span data-said={said}>{words()}</span>
    </span>
  );
}
