import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { AttentionIcon, CheckIcon, InfoIcon, StaffIcon } from './icons.tsx';
import { useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';
import { StaffEntrance } from './StaffEntrance.tsx';

const looks = {
  sending: { tone: 'sending', Sign: InfoIcon },
  known: { tone: 'known', Sign: CheckIcon },
  coming: { tone: 'known', Sign: CheckIcon },
  'not-sent': { tone: 'not-sent', Sign: AttentionIcon },
  unavailable: { tone: 'not-sent', Sign: AttentionIcon },
} as const;

interface CallStaffProps {
  state: KioskSnapshot['staffCall'];
  isSaid: boolean;
  hasStaff: boolean;
}

/**
 * Always in the same place. The button stays while a press still does something; the words claim what is known. `isSaid`:
 * false where the question itself says that nobody could be called. `hasStaff`: whoever comes may log in here.
 */
export function CallStaff({ state, isSaid, hasStaff }: CallStaffProps) {
  const t = useKioskTexts();
  const mayPress = state === 'none' || state === 'not-sent';
  const isNews = state !== 'none' && (isSaid || state !== 'not-sent');
  const said = isNews ? { ...looks[state], words: t(`frame.staffCall.${state}`) } : null;
  return (
    <div className="call-staff">
      <div className="call-staff-words" role="status">
        {said && (
          <p className={`staff-call staff-call-${said.tone}`} data-staff-call={state}>
            <said.Sign />
            <span>{said.words}</span>
          </p>
        )}
      </div>
      {mayPress && (
        <KioskButton look="quiet" does={{ type: 'call-staff' }}>
          <StaffIcon />
          {t('frame.callStaff')}
        </KioskButton>
      )}
      {hasStaff && state !== 'none' && <StaffEntrance />}
    </div>
  );
}
