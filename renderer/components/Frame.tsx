import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { languageNames, languages } from '../language/index.ts';
import { partsAway } from '../screens/out-of-service.ts';
import { CallStaff } from './CallStaff.tsx';
import { CardIcon, EmergencyIcon, InfoIcon, RestartIcon } from './icons.tsx';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';
import { StaffNotes } from './StaffNotes.tsx';

/** What stays in its place on every screen: whose kiosk this is, the language, and the way to a human being. */
export function Frame({ snapshot, children }: { snapshot: KioskSnapshot; children: ReactNode }) {
  const t = useKioskTexts();
  const { visit, language } = snapshot;
  return (
    <div className="frame">
      <header className="header">
        <div className="hospital">
          <p className="hospital-name">{snapshot.hospital[language]}</p>
          <p className="hospital-kiosk">
            {t('frame.kiosk', { kioskId: snapshot.kioskId, location: snapshot.location })}
          </p>
        </div>
        <LanguageSwitch />
        <div className="notices">
          {snapshot.notices.includes('simulated-devices') && (
            <p className="notice notice-info">
              <InfoIcon />
              {t('notices.simulated-devices')}
            </p>
          )}
          {visit.step === 'attract' && <StaffNotes notes={snapshot.staffNotes} />}
          {partsAway(snapshot).map((part) => (
            <p key={part} className="notice notice-quiet">
              <InfoIcon />
              {t(`away.${part}`)}
            </p>
          ))}
        </div>
      </header>
      {cardIsStillThere(visit) && (
        <p className="take-card" role="status">
          <CardIcon />
          {t('frame.takeCard')}
        </p>
      )}
      <main className="main" data-step={visit.step}>
        {children}
      </main>
      {mayBeNobodys(visit) && <Emergency staffCall={snapshot.staffCall} />}
      <footer className="footer">
        <CallStaff state={snapshot.staffCall} />
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
    </div>
  );
}

/** Before anything else, on the first screen; where nobody can be called, it says so instead of seeming to call. */
function Emergency({ staffCall }: { staffCall: KioskSnapshot['staffCall'] }) {
  const t = useKioskTexts();
  if (staffCall === 'unavailable') {
    return (
      <aside className="emergency emergency-aloud">
        <EmergencyIcon />
        <p>{t('attract.emergencyAloud')}</p>
      </aside>
    );
  }
  return (
    <KioskButton look="emergency" className="emergency" does={{ type: 'emergency' }}>
      <EmergencyIcon />
      {t('attract.emergency')}
    </KioskButton>
  );
}

function LanguageSwitch() {
  const t = useKioskTexts();
  const { language, send, pressCounts } = useKiosk();
  return (
    <ToggleButtonGroup
      className="language-switch"
      aria-label={t('frame.language')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[language]}
      onSelectionChange={(keys) => {
        const chosen = languages.find((each) => keys.has(each));
        if (chosen && chosen !== language && pressCounts()) send({ type: 'choose-language', language: chosen });
      }}
    >
      {languages.map((each) => (
        <ToggleButton key={each} id={each} className="language">
          <span lang={each}>{languageNames[each]}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function cardIsStillThere(visit: KioskSnapshot['visit']): boolean {
  if (visit.step === 'attract') return false;
  if (visit.step === 'identify') return visit.card.state === 'read' && visit.card.stillThere;
  return visit.cardStillThere;
}

/** Whoever comes up to these may be somebody else than the last patient, who left or never saw them. */
function mayBeNobodys(visit: KioskSnapshot['visit']): boolean {
  return visit.step === 'attract' || visit.step === 'desk' || (visit.step === 'ticket' && visit.origin === 'again');
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
