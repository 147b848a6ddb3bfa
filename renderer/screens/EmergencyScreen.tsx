import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { HelpCalled } from '../components/drawings-visit.tsx';
import { EndActions } from '../components/EndActions.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { Scene } from '../components/Scene.tsx';

type StaffCall = KioskSnapshot['staffCall'];

/** The call goes out with the press: before the station says so, it is under way. */
const titles = {
  none: 'calling',
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
  return (
    <Scene
      key={title}
      picture={<HelpCalled />}
      title={t(`emergency.titles.${title}`)}
      detail={title === 'not-told' ? t('emergency.callOut') : t('emergency.stay')}
      actions={
        <EndActions
          finish={t('emergency.close')}
          ending={t('emergency.closing')}
          keep="emergency.keep"
          look="quiet"
          secondsLeft={secondsLeft}
        />
      }
    />
  );
}
