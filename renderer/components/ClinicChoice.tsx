import { type ReactNode, useState } from 'react';
import type { Clinic, ClinicToday, VisitAt } from '../../electron/bridge/snapshot.ts';
import { formatTime } from '../language/format.ts';
import { clinicsPerPage, orderClinics, pageOf } from '../screens/clinic-list.ts';
import { BackIcon, CalendarIcon, ForwardIcon, WaitingIcon } from './icons.tsx';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';
import { Place } from './Place.tsx';
import { Title } from './Scene.tsx';

type Appointment = VisitAt<'choose'>['appointment'];

interface ClinicChoiceProps {
  title: string;
  clinics: readonly Clinic[];
  appointment: Appointment;
  /** Doctors and free times, where they are known. */
  today: readonly ClinicToday[];
  /** Beside the title: what to know before choosing. */
  children: ReactNode;
}

/** The clinics as large targets, six a page; nothing scrolls. */
export function ClinicChoice({ title, clinics, appointment, today, children }: ClinicChoiceProps) {
  const t = useKioskTexts();
  const [wantedPage, setWantedPage] = useState(0);
  const { page, pages, items } = pageOf(
    orderClinics(clinics, appointment?.clinicId ?? null),
    wantedPage,
    clinicsPerPage,
  );
  return (
    <div className={pages > 1 ? 'choose choose-paged' : 'choose'}>
      <Title>{title}</Title>
      <div className="choose-lines">{children}</div>
      <ul className="clinics" aria-label={t('choose.clinics')}>
        {items.map((clinic) => (
          <li key={clinic.id}>
            <ClinicTarget
              clinic={clinic}
              appointment={appointment?.clinicId === clinic.id ? appointment : null}
              doctors={today.find(({ clinicId }) => clinicId === clinic.id)?.doctors ?? []}
              nextFree={
                appointment === null ? (today.find(({ clinicId }) => clinicId === clinic.id)?.nextFree ?? null) : null
              }
            />
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <div className="pager">
          <KioskButton
            look="quiet"
            does={() => setWantedPage(page - 1)}
            isDisabled={page === 0}
            label={t('choose.previous')}
          >
            <BackIcon />
          </KioskButton>
          <p className="figure" aria-live="polite">
            {t('choose.page', { page: page + 1, pages })}
          </p>
          <KioskButton
            look="quiet"
            does={() => setWantedPage(page + 1)}
            isDisabled={page === pages - 1}
            label={t('choose.next')}
          >
            <ForwardIcon />
          </KioskButton>
        </div>
      )}
    </div>
  );
}

/** Longer names are set smaller, so that a tile keeps its height. */
const longNameCharacters = 30;

interface ClinicTargetProps {
  clinic: Clinic;
  appointment: Appointment;
  doctors: readonly string[];
  nextFree: string | null;
}

function ClinicTarget({ clinic, appointment, doctors, nextFree }: ClinicTargetProps) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const name = clinic.name[language];
  return (
    <KioskButton
      look="tile"
      className={appointment ? 'clinic clinic-appointment' : 'clinic'}
      does={{ type: 'choose-clinic', clinicId: clinic.id }}
      isDisabled={!clinic.open}
    >
      <span className="clinic-lines">
        <span className="clinic-row">
          <span className={name.length > longNameCharacters ? 'clinic-name clinic-name-long' : 'clinic-name'}>
            {name}
          </span>
          {appointment && (
            <span className="clinic-when">
              <CalendarIcon />
              {t('choose.appointment', { time: formatTime(appointment.time, language) })}
            </span>
          )}
        </span>
        <span className="clinic-row clinic-facts">
          <span>
            <Place clinic={clinic} />
            {appointment?.practitioner && <span className="clinic-practitioner">{appointment.practitioner}</span>}
          </span>
          {/* Who has a time does not queue behind those who have none. */}
          {!appointment && <Waiting clinic={clinic} />}
        </span>
      </span>
      {clinic.open && !appointment && <Today doctors={doctors} nextFree={nextFree} />}
    </KioskButton>
  );
}

/** One quiet line: who is on duty, fewer names beside the next free time. */
function Today({ doctors, nextFree }: Pick<ClinicTargetProps, 'doctors' | 'nextFree'>) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  if (doctors.length === 0 && nextFree === null) return null;
  return (
    <span className="clinic-row clinic-today">
      <span className="clinic-doctors">{(nextFree === null ? doctors : doctors.slice(0, 1)).join(', ')}</span>
      {nextFree !== null && (
        <span className="clinic-free">{t('choose.free', { time: formatTime(nextFree, language) })}</span>
      )}
    </span>
  );
}

function Waiting({ clinic }: { clinic: Clinic }) {
  const t = useKioskTexts();
  if (!clinic.open) return <span className="clinic-closed">{t('choose.closed')}</span>;
  if (clinic.waiting === null) return null;
  return (
    <span className="clinic-waiting">
      <WaitingIcon />
      {clinic.waiting === 0 ? t('choose.nobodyWaiting') : t('choose.waiting', { count: clinic.waiting })}
    </span>
  );
}
