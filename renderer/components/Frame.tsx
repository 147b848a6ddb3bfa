import type { ReactNode } from 'react';
import { inLanguage } from '../../electron/bridge/clinic-snapshot.ts';
import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { awayWords, closedReason, partsAway } from '../screens/out-of-service.ts';
import { CallStaff } from './CallStaff.tsx';
import { CardIcon, EmergencyIcon, InfoIcon, RestartIcon } from './icons.tsx';
import { CodeTrouble } from './CodeTrouble.tsx';
import { CardTakenBack } from './drawings.tsx';
import { Resting } from './drawings-away.tsx';
import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';
import { LanguageList } from './LanguageList.tsx';
import { ProgressRail } from './ProgressRail.tsx';
import { StaffNotes } from './StaffNotes.tsx';
import { Tools } from './Tools.tsx';
import { forgottenCardEveryMs, useAttentionSound, useCodeTroubleSound } from './use-attention-sound.ts';
import { useLanguageList } from './use-language-list.ts';

/**
 * What stays in its place on every screen: whose kiosk this is, how far the visit is, the way to a human being, and how the
 * screen is drawn. The tools come last in reading order; where they stand, the reach of a hand says (styles/frame.css).
 */
export function Frame({ snapshot, children }: { snapshot: KioskSnapshot; children: ReactNode }) {
  const t = useKioskTexts();
  const { visit, language, strayCode } = snapshot;
  const setback = 'setback' in visit ? visit.setback : null;
  const isForgotten = cardIsStillThere(visit) && endsHere(visit);
  useAttentionSound(isForgotten ? 'card' : null, forgottenCardEveryMs);
  useCodeTroubleSound(strayCode === 'none' ? null : strayCode);
  const languages = useLanguageList(`${visit.step} ${String(snapshot.idleSecondsLeft === null)}`);
  return (
    <div className="frame">
      <header className="header">
        <p className="hospital-name">{inLanguage(snapshot.hospital, language)}</p>
        <ProgressRail step={visit.step} />
        <p className="hospital-kiosk">
          {t('frame.kiosk', { kioskId: snapshot.kioskId, location: inLanguage(snapshot.location, language) })}
        </p>
        <div className="notices">
          {snapshot.notices.includes('simulated-devices') && (
            <p className="notice notice-info">
              <InfoIcon />
              {t('notices.simulated-devices')}
            </p>
          )}
          {visit.step === 'attract' && <StaffNotes notes={snapshot.staffNotes} />}
        </div>
      </header>
      <div className="notices notices-away" role="status">
        {partsAway(snapshot).map((part) => (
          <p key={part} className="notice notice-quiet">
            <Resting part={part} />
            {t(awayWords(part, snapshot.devices))}
          </p>
        ))}
        {setback !== null && (
          <p className="notice notice-quiet" data-private="">
            <InfoIcon />
            {t(`setback.${setback}`)}
          </p>
        )}
        {strayCode !== 'none' && <CodeTrouble className="notice stray-code">{t(`strayCode.${strayCode}`)}</CodeTrouble>}
      </div>
      {cardIsStillThere(visit) && (
        <p className={isForgotten ? 'take-card take-card-seen' : 'take-card'} role="status">
          {isForgotten ? <CardTakenBack /> : <CardIcon />}
          {t('frame.takeCard')}
        </p>
      )}
      <main className="main" data-step={visit.step}>
        <div className="question" inert={languages.isOpen}>
          {children}
        </div>
        {languages.isOpen && <LanguageList close={languages.close} />}
      </main>
      {mayBeNobodys(visit) && <Emergency staffCall={snapshot.staffCall} />}
      <footer className="footer">
        {/* A closed kiosk has the entrance for staff in its own words. */}
        <CallStaff
          state={snapshot.staffCall}
          isSaid={visit.step !== 'emergency'}
          hasStaff={snapshot.hasStaff && closedReason(snapshot) === null}
        />
        {canStartOver(visit) && (
          <KioskButton look="quiet" does={{ type: 'start-over' }}>
            <RestartIcon />
            {t('frame.startOver')}
          </KioskButton>
        )}
        {canClose(visit) && (
          <div data-ends-visit>
            <KioskButton look="quiet" does={{ type: 'finish' }}>
              {t('frame.close')}
            </KioskButton>
          </div>
        )}
      </footer>
      <Tools display={snapshot.display} languages={languages} />
    </div>
  );
}

/** Before anybody has said who they are; where nobody can be called, it says so instead of seeming to call. */
function Emergency({ staffCall }: { staffCall: KioskSnapshot['staffCall'] }) {
  const t = useKioskTexts();
  if (staffCall === 'unavailable') {
    return (
      <div className="emergency emergency-aloud" role="status">
        <EmergencyIcon />
        <p>{t('attract.emergencyAloud')}</p>
      </div>
    );
  }
  return (
    <KioskButton look="emergency" className="emergency" does={{ type: 'emergency' }}>
      <EmergencyIcon />
      <span data-said={t('attract.emergencySpoken')}>{t('attract.emergency')}</span>
    </KioskButton>
  );
}

function cardIsStillThere(visit: KioskSnapshot['visit']): boolean {
  if (visit.step === 'attract') return false;
  if (visit.step === 'identify') return 'stillThere' in visit.card && visit.card.stillThere;
  return visit.cardStillThere;
}

/** Whoever has their number turns to go. */
function endsHere({ step }: KioskSnapshot['visit']): boolean {
  return step === 'ticket' || step === 'desk' || step === 'emergency';
}

/** Nobody is named on these, or whoever comes up to them may be somebody else than the last patient. */
function mayBeNobodys(visit: KioskSnapshot['visit']): boolean {
  switch (visit.step) {
    case 'attract':
    case 'returning':
    case 'whose':
    case 'my-ticket':
    case 'desk':
      return true;
    case 'typed':
      return visit.whose === 'own';
    case 'recognise':
      return visit.purpose === 'return';
    case 'ticket':
      return visit.origin === 'again';
    default:
      return false;
  }
}

/** A scanned ticket is put away here; not while a number is got for it, and the goodbye has its own button. */
function canClose(visit: KioskSnapshot['visit']): boolean {
  return visit.step === 'my-ticket' && visit.now.state !== 'changing' && visit.now.state !== 'cancelled';
}

/** Not while the number is being committed, and not once there is a ticket: `finish` ends those. */
function canStartOver(visit: KioskSnapshot['visit']): boolean {
  switch (visit.step) {
    case 'attract':
    case 'emergency':
    case 'ticket':
    case 'my-ticket':
    case 'desk':
    case 'enrol':
      return false;
    case 'recognise':
      return visit.purpose === 'return';
    case 'confirm':
      return visit.state === 'asking';
    default:
      return true;
  }
}
