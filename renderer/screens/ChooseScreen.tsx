import { useState } from 'react';
import type { Clinic, VisitAt } from '../../electron/bridge/snapshot.ts';
import { HospitalAsked, StaffPerson } from '../components/drawings.tsx';
import { BackIcon, CalendarIcon, ForwardIcon, InfoIcon, WaitingIcon } from '../components/icons.tsx';
import { InsuranceLine } from '../components/InsuranceLine.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Place } from '../components/Place.tsx';
import { Scene, Title } from '../components/Scene.tsx';
import { formatTime } from '../language/format.ts';
import { clinicsPerPage, orderClinics, pageOf } from './clinic-list.ts';

type Choose = VisitAt<'choose'>;

/** The clinics as large targets, six a page; nothing scrolls. */
export function ChooseScreen({ visit }: { visit: Choose }) {
  const t = useKioskTexts();
  if (visit.state === 'looking-up') {
    return (
      <Scene
        key="looking-up"
        picture={<HospitalAsked />}
        title={t('choose.lookingUp.title')}
        detail={t('choose.lookingUp.detail')}
      >
        <div className="waiting" aria-hidden="true" />
      </Scene>
    );
  }
  if (!visit.clinics.some((clinic) => clinic.open)) {
    return (
      <Scene
        key="none"
        picture={<StaffPerson />}
        title={t('choose.none.title')}
        detail={t('choose.none.detail')}
        actions={
          <KioskButton look="primary" does={{ type: 'ask-for-staff' }}>
            {t('choose.askDesk')}
          </KioskButton>
        }
      />
    );
  }
  return <ClinicChoice visit={visit} />;
}

function ClinicChoice({ visit }: { visit: Choose }) {
  const t = useKioskTexts();
  const [wantedPage, setWantedPage] = useState(0);
  const { appointment } = visit;
  const { page, pages, items } = pageOf(
    orderClinics(visit.clinics, appointment?.clinicId ?? null),
    wantedPage,
    clinicsPerPage,
  );
  return (
    <div className={pages > 1 ? 'choose choose-paged' : 'choose'}>
      <Title>{t('choose.title')}</Title>
      <div className="choose-lines">
        {visit.hospitalReachable ? (
          <InsuranceLine insurance={visit.insurance} withNumber={false} />
        ) : (
          <p className="line line-info">
            <InfoIcon />
            <span>{t('choose.hospitalAway')}</span>
          </p>
        )}
      </div>
      <ul className="clinics" aria-label={t('choose.clinics')}>
        {items.map((clinic) => (
          <li key={clinic.id}>
            <ClinicTarget clinic={clinic} appointment={appointment?.clinicId === clinic.id ? appointment : null} />
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

function ClinicTarget({ clinic, appointment }: { clinic: Clinic; appointment: Choose['appointment'] }) {
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
    </KioskButton>
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
