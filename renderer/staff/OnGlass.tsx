import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react';
import { type Panel, usualDisplay } from '../../electron/bridge/display-snapshot.ts';
import { BackIcon } from '../components/icons.tsx';
import { useGlass } from '../use-glass.ts';
import type { Glass } from './glass.ts';
import { StaffButton } from './parts.tsx';
import { useStaff, useStaffTexts } from './staff-context.ts';

/** Views in which staff have turned away from the visit beneath: it is kept no longer than any other. */
const elsewhere: readonly string[] = ['#overview', '#tasks', '#arrivals', '#figures'];

/** What the page does besides on the kiosk's own screen: it gives it back, and keeps the visit that waits beneath. */
export function OnGlass({ glass }: { glass: Glass }) {
  const { session } = useStaff();
  const t = useStaffTexts();
  const { panel, idleSecondsLeft } = useSyncExternalStore(glass.subscribe, glass.view);
  useGlassSizes();
  useGoingBack(glass);
  useTouches(() => {
    if (!elsewhere.includes(window.location.hash)) glass.touch();
  });
  return (
    <div className="glass-bar">
      {panel && <Sized panel={panel} />}
      <div role="status">{idleSecondsLeft !== null && <p>{t('staff.glass.idle', { count: idleSecondsLeft })}</p>}</div>
      <StaffButton look={session.state === 'open' ? 'primary' : 'quiet'} does={glass.leave}>
        <BackIcon />
        {t('staff.glass.leave')}
      </StaffButton>
    </div>
  );
}

/** Millimetres of this panel; how the patient wants the screen drawn is the patient's. */
function Sized({ panel }: { panel: Panel }) {
  useGlass(panel, usualDisplay);
  return null;
}

function useGlassSizes(): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset['place'] = 'glass';
    return () => {
      delete dataset['place'];
    };
  }, []);
}

/** Whoever was logged in has gone, or nobody logs in: the screen is the patient's. */
function useGoingBack({ leave }: Glass): void {
  const { session } = useStaff();
  const { state, lockAfterMs } = session;
  const wasIn = useRef(false);
  useEffect(() => {
    if (state !== 'none') {
      wasIn.current = true;
      return undefined;
    }
    if (wasIn.current) leave();
    let timer = setTimeout(leave, lockAfterMs);
    const again = (): void => {
      clearTimeout(timer);
      timer = setTimeout(leave, lockAfterMs);
    };
    for (const kind of touches) window.addEventListener(kind, again, { capture: true });
    return () => {
      clearTimeout(timer);
      for (const kind of touches) window.removeEventListener(kind, again, { capture: true });
    };
  }, [state, lockAfterMs, leave]);
}

function useTouches(onTouch: () => void): void {
  const touch = useEffectEvent(onTouch);
  useEffect(() => {
    const hear = (): void => touch();
    for (const kind of touches) window.addEventListener(kind, hear, { capture: true, passive: true });
    return () => {
      for (const kind of touches) window.removeEventListener(kind, hear, { capture: true });
    };
  }, []);
}

const touches = ['pointerdown', 'keydown', 'touchmove'] as const;
