import { inLanguage } from '../../electron/bridge/clinic-snapshot.ts';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { AsOf } from '../components/AsOf.tsx';
import { BringSomebody } from '../components/BringSomebody.tsx';
import { ClinicTiles } from '../components/ClinicTiles.tsx';
import { HospitalAsked } from '../components/drawings.tsx';
import { ShutDoor } from '../components/drawings-trouble.tsx';
import { InfoIcon } from '../components/icons.tsx';
import { InsuranceLine } from '../components/InsuranceLine.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Companion } from '../components/PersonName.tsx';
import { Place } from '../components/Place.tsx';
import { QuestionBefore } from '../components/QuestionBefore.tsx';
import { Scene, Title } from '../components/Scene.tsx';
import { SpecialtyPicture } from '../components/specialty-drawings.tsx';
import { Tile, Waiting } from '../components/Tile.tsx';
import { leadsOn } from './clinic-list.ts';
import { RoomChoice } from './RoomChoice.tsx';

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
  if (visit.state === 'rooms' && visit.rooms) {
    return <RoomChoice key={`rooms ${visit.rooms.name.vi}`} rooms={visit.rooms} />;
  }
  if (!visit.tiles.some(leadsOn)) {
    return (
      <Scene
        key="none"
        picture={<ShutDoor />}
        title={t('choose.none.title')}
        detail={t('choose.none.detail')}
        actions={
          <>
            <KioskButton look="primary" does={{ type: 'ask-for-staff' }}>
              {t('choose.askDesk')}
            </KioskButton>
            {visit.canBringSomebody && <BringSomebody />}
            {visit.canGoBack && <QuestionBefore />}
          </>
        }
      />
    );
  }
  return <ClinicChoice key="clinics" visit={visit} />;
}

function ClinicChoice({ visit }: { visit: Choose }) {
  const t = useKioskTexts();
  return (
    <div className="choose">
      <Title>{t('choose.title')}</Title>
      <div className="choose-lines">
        {visit.carer !== null && (
          <p className="aside" data-private="">
            <Companion name={visit.carer} />
          </p>
        )}
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
      </div>
      <ClinicTiles
        tiles={visit.tiles}
        today={visit.today}
        first={visit.lastTime && <LastTime key="last time" lastTime={visit.lastTime} />}
      />
      <div
        className={visit.canBringSomebody || visit.canGoBack ? 'choose-actions choose-actions-pair' : 'choose-actions'}
      >
        <KioskButton look="quiet" does={{ type: 'choose-screening' }}>
          {t('choose.unsure')}
        </KioskButton>
        {visit.canBringSomebody && <BringSomebody />}
        {visit.canGoBack && <QuestionBefore />}
      </div>
    </div>
  );
}

function LastTime({ lastTime }: { lastTime: NonNullable<Choose['lastTime']> }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const { clinic, doctor } = lastTime;
  return (
    <Tile
      picture={<SpecialtyPicture code={clinic.specialty} />}
      name={`${t('choose.lastTime')}: ${inLanguage(clinic.name, language)}`}
      facts={doctor ?? <Place clinic={clinic} isShort />}
      aside={<Waiting intake="open" waiting={clinic.waiting} />}
      does={{ type: 'choose-last' }}
      isLikely
      isPrivate
    />
  );
}
