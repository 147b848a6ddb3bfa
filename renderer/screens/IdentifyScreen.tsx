import type { ReactNode } from 'react';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import type { CardProblem, VisitAt } from '../../electron/bridge/snapshot.ts';
import { CodeTrouble } from '../components/CodeTrouble.tsx';
import { CardOnReader, CardTakenBack, OneCardOfTwo, StaffPerson } from '../components/drawings.tsx';
import {
  CardAskew,
  CardHeldStill,
  CardOutOfDate,
  CardOutOfSleeve,
  OtherKindOfCard,
  TwoCardsApart,
} from '../components/drawings-trouble.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Hello } from '../components/PersonName.tsx';
import { Portrait } from '../components/Portrait.tsx';
import { Scene } from '../components/Scene.tsx';
import { formatDay, formatPercent } from '../language/format.ts';
import { useAttentionSound, useCodeTroubleSound } from '../components/use-attention-sound.ts';
import { shareRead } from './share-read.ts';

/** From the scanned code to the read chip. */
export function IdentifyScreen({ visit }: { visit: VisitAt<'identify'> }) {
  const t = useKioskTexts();
  const { card, holder, notice } = visit;
  useCodeTroubleSound(notice === 'none' ? null : notice);
  const hello = <Hello name={holder.fullName} />;
  switch (card.state) {
    case 'awaited':
      if (card.otherCardThere) return <OtherCardScene visit={visit} />;
      return (
        <Scene
          key="awaited"
          picture={<CardOnReader />}
          greeting={hello}
          title={t('identify.awaited.title')}
          detail={t('identify.awaited.detail')}
          actions={<WithoutCard />}
        >
          <Notice notice={visit.notice} />
        </Scene>
      );
    case 'reading':
      return (
        <Scene
          key="reading"
          picture={<CardOnReader />}
          greeting={hello}
          title={t('identify.reading.title')}
          detail={t('identify.reading.detail')}
        >
          <ReadingProgress bytes={card.bytes} total={card.total} />
          <Notice notice={visit.notice} />
        </Scene>
      );
    case 'problem':
      return (
        <CardProblemScene problem={card.problem} triesLeft={card.triesLeft}>
          <Notice notice={visit.notice} />
        </CardProblemScene>
      );
    case 'expired':
      return <ExpiredScene expiredOn={card.expiredOn} />;
    case 'read':
      return (
        <Scene
          key="read"
          picture={
            <div className="greeting-picture">
              <Portrait portrait={visit.portrait} label={t('identify.portraitOf')} />
              {card.stillThere && <CardTakenBack />}
            </div>
          }
          title={hello}
          titleAloud={t('identify.helloGuest')}
          detail={t('identify.read.detail')}
        />
      );
  }
}

/** A card of somebody who was here before, or who came along, has to go first. */
function OtherCardScene({ visit }: { visit: VisitAt<'identify'> }) {
  const t = useKioskTexts();
  return (
    <Scene
      key="other card"
      tone="attention"
      picture={<CardTakenBack />}
      title={t('identify.otherCard.title')}
      detail={t('identify.otherCard.detail')}
      actions={<WithoutCard />}
    >
      <Notice notice={visit.notice} />
    </Scene>
  );
}

/** The code alone is enough. */
function WithoutCard() {
  const t = useKioskTexts();
  return (
    <KioskButton look="quiet" does={{ type: 'continue-without-card' }}>
      {t('identify.withoutCard')}
    </KioskButton>
  );
}

/** It still says who this is, and may be all that they have. */
function ExpiredScene({ expiredOn }: { expiredOn: string }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  useAttentionSound('expired');
  return (
    <Scene
      key="expired"
      tone="attention"
      picture={<CardOutOfDate />}
      title={t('identify.expired.title', { date: formatDay(expiredOn, language) })}
      titleAloud={t('identify.expired.titleAloud')}
      detail={t('identify.expired.detail')}
      actions={
        <>
          <KioskButton look="primary" does={{ type: 'confirm' }}>
            {t('identify.expired.goOn')}
          </KioskButton>
          <KioskButton look="quiet" does={{ type: 'ask-for-staff' }}>
            {t('choose.askDesk')}
          </KioskButton>
        </>
      }
    />
  );
}

/** About what was shown to the scanner meanwhile. */
function Notice({ notice }: { notice: VisitAt<'identify'>['notice'] }) {
  const t = useKioskTexts();
  return <div role="status">{notice !== 'none' && <CodeTrouble>{t(`identify.notice.${notice}`)}</CodeTrouble>}</div>;
}

/** Honest progress: the bytes of the chip that have arrived. */
function ReadingProgress({ bytes, total }: { bytes: number; total: number }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const share = shareRead(bytes, total);
  return (
    <ProgressBar
      className="progress"
      aria-label={t('identify.reading.progress')}
      value={share * 100}
      valueLabel={formatPercent(share, language)}
    >
      {({ valueText }) => (
        <>
          <div className="progress-track">
            <div className="progress-fill" style={{ transform: `scaleX(${share})` }} />
          </div>
          <p className="progress-words">
            {t('identify.reading.progress')}{' '}
            <span className="figure" data-counting="read">
              {valueText}
            </span>
          </p>
        </>
      )}
    </ProgressBar>
  );
}

/**
 * What cures a problem: another try; moving cards, after which the card is read by itself; or nothing that a patient can
 * do, as with a reader that is gone.
 */
const cures: Record<CardProblem, 'try' | 'move' | null> = {
  pulled: 'try',
  'wrong-key': 'try',
  'not-a-document': 'try',
  unreadable: 'try',
  'mute-card': 'move',
  'several-cards': 'move',
  'no-key': null,
  'reader-gone': null,
};

/** A number by hand says which card opens; the others have nothing to do with what was shown. */
const mayType: ReadonlySet<CardProblem> = new Set(['wrong-key', 'no-key']);

interface CardProblemProps {
  problem: CardProblem;
  triesLeft: number;
  children: ReactNode;
}

function CardProblemScene({ problem, triesLeft, children }: CardProblemProps) {
  const t = useKioskTexts();
  useAttentionSound(`${problem} ${String(triesLeft)}`);
  const cure = cures[problem];
  const mayTryAgain = cure === 'try';
  return (
    <Scene
      key={problem}
      tone="attention"
      picture={problemPicture(problem, cure !== null)}
      title={t(`identify.problem.${problem}.title`)}
      detail={t(`identify.problem.${problem}.detail`)}
      actions={
        <>
          {mayTryAgain && (
            <KioskButton look="primary" does={{ type: 'try-card-again' }}>
              {t('tries.againLeft', { count: triesLeft })}
            </KioskButton>
          )}
          <KioskButton look={cure === null ? 'primary' : 'quiet'} does={{ type: 'continue-without-card' }}>
            {t('identify.withCodeOnly')}
          </KioskButton>
          {mayType.has(problem) && (
            <KioskButton look="quiet" does={{ type: 'type-number' }}>
              {t('identify.typeNumber')}
            </KioskButton>
          )}
          {!(mayType.has(problem) && mayTryAgain) && (
            <KioskButton look="quiet" does={{ type: 'ask-for-staff' }}>
              {t('choose.askDesk')}
            </KioskButton>
          )}
        </>
      }
    >
      {children}
    </Scene>
  );
}

const pictures: Partial<Record<CardProblem, () => ReactNode>> = {
  pulled: CardHeldStill,
  'wrong-key': TwoCardsApart,
  'not-a-document': OtherKindOfCard,
  unreadable: CardOutOfSleeve,
  'mute-card': CardAskew,
  'several-cards': OneCardOfTwo,
};

function problemPicture(problem: CardProblem, isCurable: boolean) {
  const Picture = (isCurable && pictures[problem]) || StaffPerson;
  return <Picture />;
}
