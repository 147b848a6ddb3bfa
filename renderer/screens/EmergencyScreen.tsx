import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { CallingOut, HelpCalled } from '../components/drawings-visit.tsx';
import { EndActions } from '../components/EndActions.tsx';
import { EmergencyIcon } from '../components/icons.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Scene } from '../components/Scene.tsx';

type StaffCall = KioskSnapshot['staffCall'];

/**
 * The call goes out with the press and before this screen. `none` after that is a call that staff were told of a while ago, or that
 * was given up: nobody is being called any more.
 */
const titles = {
  none: 'call-out',
  sending: 'calling',
  known: 'told',
  coming: 'told',
  'not-sent': 'not-told',
  unavailable: 'not-told',
} as const satisfies Record<StaffCall, string>;

/** Nothing is asked: whether staff know, and what to do until somebody comes. */
export function EmergencyScreen({ staffCall, secondsLeft }: { staffCall: StaffCall; secondsLeft: number | null }) {
  const t = useKioskTexts();
  const title = titles[staffCall];
  const isReached = title === 'calling' || title === 'told';
  return (
    <Scene
      key={title}
      picture={isReached ? <HelpCalled /> : <CallingOut />}
      title={t(`emergency.titles.${title}`)}
      detail={t(`emergency.details.${title}`)}
      actions={
        <EndActions
          finish={t('emergency.close')}
          ending={t('emergency.closing')}
          keep="emergency.keep"
          look="quiet"
          secondsLeft={secondsLeft}
        >
          {title === 'call-out' && (
            <KioskButton look="emergency" does={{ type: 'emergency' }}>
              <EmergencyIcon />
              {t('emergency.again')}
            </KioskButton>
          )}
        </EndActions>
      }
    />
  );
}
