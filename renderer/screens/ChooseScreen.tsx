import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { AsOf } from '../components/AsOf.tsx';
import { ClinicChoice } from '../components/ClinicChoice.tsx';
import { HospitalAsked, StaffPerson } from '../components/drawings.tsx';
import { InfoIcon } from '../components/icons.tsx';
import { InsuranceLine } from '../components/InsuranceLine.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Scene } from '../components/Scene.tsx';

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
    <ClinicChoice title={t('choose.title')} clinics={visit.clinics} appointment={visit.appointment} today={visit.today}>
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
