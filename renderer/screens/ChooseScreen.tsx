import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { ClinicChoice } from '../components/ClinicChoice.tsx';
import { HospitalAsked, StaffPerson } from '../components/drawings.tsx';
import { InfoIcon } from '../components/icons.tsx';
import { InsuranceLine } from '../components/InsuranceLine.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Scene } from '../components/Scene.tsx';
import { formatDay, formatTime } from '../language/format.ts';

type Choose = VisitAt<'choose'>;

/** Where the patient wants to go, once the hospital was asked. */
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
  return (
    <ClinicChoice title={t('choose.title')} clinics={visit.clinics} appointment={visit.appointment}>
      {visit.hospitalReachable ? (
        <InsuranceLine insurance={visit.insurance} />
      ) : (
        <p className="line line-info">
          <InfoIcon />
          <span>
            <span>{t('choose.hospitalAway')}</span> {visit.readModel && <AsOf readModel={visit.readModel} />}
          </span>
        </p>
      )}
    </ClinicChoice>
  );
}

/** Younger than a working day: the clock time alone says which day is meant. */
const sameDayMinutes = 10 * 60;

/** Since when what is shown of the hospital is as it is; its day as well, when that may be another. */
function AsOf({ readModel: { fetchedAt, ageMinutes } }: { readModel: NonNullable<Choose['readModel']> }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const time = formatTime(fetchedAt, language);
  if (ageMinutes < sameDayMinutes) return <span>{t('choose.asOf', { time })}</span>;
  return <span>{t('choose.asOfDay', { time, day: formatDay(fetchedAt, language) })}</span>;
}
