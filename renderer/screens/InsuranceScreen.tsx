import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { BringSomebody } from '../components/BringSomebody.tsx';
import { CodeTrouble } from '../components/CodeTrouble.tsx';
import { CameraButton } from '../components/CameraButton.tsx';
import { StaffPerson } from '../components/drawings.tsx';
import { InsuranceShown } from '../components/drawings-visit.tsx';
import { InfoIcon } from '../components/icons.tsx';
import { InsuranceFacts } from '../components/InsuranceFacts.tsx';
import { InsuranceLine } from '../components/InsuranceLine.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Companion } from '../components/PersonName.tsx';
import { Title } from '../components/Scene.tsx';
import { type CodeReading, useAskedCamera } from '../components/use-asked-camera.ts';
import { useCodeTroubleSound } from '../components/use-attention-sound.ts';
import { insuranceAbout } from './insurance-about.ts';

/** What the lying screen has room for. */
const mostFacts = 5;

/** A further button or line takes the room of a fact. */
function factsThatFit({ carer, canBringSomebody, state }: VisitAt<'insurance'>): number {
  return mostFacts - [carer !== null, canBringSomebody, state !== 'deciding'].filter(Boolean).length;
}

/** Insurance that does not settle itself: pay oneself, show another card, or the counter. */
export function InsuranceScreen({ visit, codes }: { visit: VisitAt<'insurance'>; codes: CodeReading }) {
  const t = useKioskTexts();
  const { insurance, state, offers } = visit;
  const isTrouble = state !== 'deciding' && state !== 'asking';
  useCodeTroubleSound(isTrouble ? state : null);
  const { by, camera, CameraCodes } = codes;
  const view = useAskedCamera();
  if (by === 'camera-when-asked' && view.isOpen) {
    return <CameraCodes camera={camera} onClose={view.close} onCode={view.close} />;
  }
  const showsCard = by !== null && offers.includes('show-card');
  const words = { 'go-on-paying': t('insuranceStep.pay'), counter: t('insuranceStep.counter') };
  const aloud = { 'go-on-paying': t('insuranceStep.aloud.pay'), counter: undefined };
  const does = { 'go-on-paying': { type: 'go-on-paying' }, counter: { type: 'insurance-counter' } } as const;
  const buttons = offers.flatMap((offer) => (offer === 'show-card' ? [] : [offer]));
  return (
    <div className="decide">
      <div className="decide-words">
        <Title aloud={t('insuranceStep.aloud.title')}>
          {t(`insuranceStep.titles.${insuranceAbout(insurance.advice)}`)}
        </Title>
        {visit.carer !== null && (
          <p className="aside" data-private="">
            <Companion name={visit.carer} />
          </p>
        )}
        <InsuranceLine insurance={insurance} />
        <InsuranceFacts insurance={insurance} atMost={factsThatFit(visit)} />
      </div>
      <div className="decide-picture">
        {showsCard ? (
          <>
            {by === 'camera' ? <CameraCodes camera={camera} onClose={null} /> : <InsuranceShown />}
            <p className="detail" data-private="">
              {t(`insuranceStep.showCard.${by}`)}
            </p>
          </>
        ) : (
          <StaffPerson />
        )}
      </div>
      <div className="decide-state" role="status">
        {state === 'asking' && (
          <p className="line line-info">
            <InfoIcon />
            <span>{t('insuranceStep.state.asking')}</span>
          </p>
        )}
        {isTrouble && <CodeTrouble>{t(`insuranceStep.state.${state}`)}</CodeTrouble>}
      </div>
      <div className="actions">
        {buttons.map((offer, index) => (
          <KioskButton key={offer} look={index === 0 ? 'primary' : 'quiet'} does={does[offer]} aloud={aloud[offer]}>
            {words[offer]}
          </KioskButton>
        ))}
        {showsCard && by === 'camera-when-asked' && <CameraButton open={view.open} look="quiet" />}
        {visit.canBringSomebody && <BringSomebody />}
      </div>
    </div>
  );
}
