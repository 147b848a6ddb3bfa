import { inLanguage } from '../../electron/bridge/clinic-snapshot.ts';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { BackButton } from '../components/BackButton.tsx';
import { PaperSlip } from '../components/drawings.tsx';
import { Declare } from '../components/Declare.tsx';
import { InfoIcon } from '../components/icons.tsx';
import { InsuranceFacts } from '../components/InsuranceFacts.tsx';
import { InsuranceLine } from '../components/InsuranceLine.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Place } from '../components/Place.tsx';
import { priorityWords } from '../components/priority-words.ts';
import { Scene, Title } from '../components/Scene.tsx';
import { SheetRow } from '../components/SheetRow.tsx';
import { useDays } from '../components/use-days.ts';
import { formatTime } from '../language/format.ts';
import { factsThatFit } from './confirm-room.ts';

type Confirm = VisitAt<'confirm'>;

/** The last look before the number is taken. */
export function ConfirmScreen({ visit }: { visit: Confirm }) {
  const t = useKioskTexts();
  const { holder, choices } = visit;
  if (visit.state === 'committing') return <CommittingScene />;
  const isOne = choices.length === 1;
  return (
    <div className={isOne ? 'confirm' : 'confirm confirm-several'}>
      <Title>{t('confirm.title')}</Title>
      <dl className="sheet">
        {choices.map((choice) => (
          <Choice
            key={`${choice.clinic.id} ${choice.time ?? ''}`}
            choice={choice}
            isShort={choices.length > mostChoicesWithPlace}
          />
        ))}
        {isOne && <Facts visit={visit} />}
      </dl>
      <div className="confirm-lines">
        {!isOne && (
          <dl className="sheet sheet-facts">
            <Facts visit={visit} />
          </dl>
        )}
        {visit.isPaying ? (
          <p className="line line-info" data-private="">
            <InfoIcon />
            <span>{t('insurance.paysAlone')}</span>
          </p>
        ) : (
          <>
            <InsuranceLine insurance={visit.insurance} />
            <InsuranceFacts insurance={visit.insurance} atMost={factsThatFit(visit)} />
          </>
        )}
        {holder.identity === 'claimed' && (
          <p className="line line-info">
            <InfoIcon />
            <span>{t('confirm.claimed')}</span>
          </p>
        )}
        {visit.mayDeclare.length > 0 && <Declare visit={visit} />}
      </div>
      <div className="actions">
        <KioskButton look="primary" does={{ type: 'confirm' }}>
          {t('confirm.takeNumber')}
        </KioskButton>
        {visit.canChooseRoom ? (
          <div className="actions actions-pair">
            <KioskButton look="quiet" does={{ type: 'choose-room' }}>
              {t('confirm.room')}
            </KioskButton>
            <BackButton>{t('confirm.back')}</BackButton>
          </div>
        ) : (
          <BackButton>{t('confirm.back')}</BackButton>
        )}
      </div>
    </div>
  );
}

/** More appointments at once are named without the way to each: every ticket says it. */
const mostChoicesWithPlace = 4;

function Choice({
  choice: { clinic, doctor, time },
  isShort,
}: {
  choice: Confirm['choices'][number];
  isShort: boolean;
}) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const booked = time === null ? null : t('confirm.time', { time: formatTime(time, language) });
  return (
    <SheetRow label={t('confirm.clinic')} isMain>
      <span className="sheet-clinic">{inLanguage(clinic.name, language)}</span>
      {!isShort && (
        <span>
          <Place clinic={clinic} />
          {booked !== null && ` · ${booked}`}
        </span>
      )}
      {doctor !== null && !isShort && <span>{doctor}</span>}
    </SheetRow>
  );
}

/** Who and how; of several appointments only what the eye looks for. */
function Facts({ visit: { holder, choices, carer, later, stream, priorityReason } }: { visit: Confirm }) {
  const t = useKioskTexts();
  const { sessionName } = useDays();
  const isOne = choices.length === 1;
  return (
    <>
      {later && <SheetRow label={t('confirm.session')}>{sessionName(later)}</SheetRow>}
      {holder.fullName !== '' && <SheetRow label={t('confirm.name')}>{holder.fullName}</SheetRow>}
      {carer !== null && <SheetRow label={t('confirm.carer')}>{carer}</SheetRow>}
      {isOne && holder.maskedIdNumber !== null && (
        <SheetRow label={t('confirm.idNumber')}>
          <span className="figure">{holder.maskedIdNumber}</span>
        </SheetRow>
      )}
      {isOne && holder.birthYear !== null && (
        <SheetRow label={t('confirm.birthYear')}>
          <span className="figure">{holder.birthYear}</span>
        </SheetRow>
      )}
      {stream !== null && (
        <SheetRow label={t('confirm.stream')}>
          {t(`stream.${stream}`)}
          {priorityReason !== null && `: ${t(`priority.${priorityWords(priorityReason)}`)}`}
        </SheetRow>
      )}
    </>
  );
}

/** While an official number is asked for. */
export function CommittingScene() {
  const t = useKioskTexts();
  return (
    <Scene
      key="committing"
      picture={<PaperSlip />}
      title={t('confirm.committing')}
      detail={t('confirm.committingDetail')}
    >
      <div className="waiting" aria-hidden="true" />
    </Scene>
  );
}
