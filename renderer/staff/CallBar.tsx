import { type ReactNode, useEffect, useState } from 'react';
import type { StaffCallView } from '../../electron/bridge/staff-page.ts';
import { AttentionIcon, EmergencyIcon, StaffIcon } from '../components/icons.tsx';
import { formatEnd } from '../language/format.ts';
import { Act, StaffButton } from './parts.tsx';
import { useStaff, useStaffTexts } from './staff-context.ts';
import { useRing } from './use-ring.ts';

/** Who calls, on top of whatever the page shows; it sounds until somebody comes. A locked page shows it, too. */
export function CallBar() {
  const { state, session, glass } = useStaff();
  const t = useStaffTexts();
  const [isMuted, setIsMuted] = useState(false);
  const { calls } = state;
  // Whoever reads it stands beside the caller.
  const isHeld = useRing(calls, isMuted || glass !== null);
  const waiting = calls.filter(({ coming }) => coming === null).length;
  const tab = waiting === 0 ? t('staff.page') : t('staff.calls.tab', { count: waiting });
  useEffect(() => {
    document.title = `${tab} · ${session.kioskId}`;
  }, [tab, session.kioskId]);
  return (
    <section className="calls" aria-label={t('staff.calls.label')} role="alert">
      {calls.map((call) => (
        <Call key={call.id} call={call} />
      ))}
      {waiting > 0 && glass === null && (
        <div className="row calls-sound">
          <StaffButton look="plain" isPressed={isMuted} does={() => setIsMuted(!isMuted)}>
            {t(isMuted ? 'staff.calls.muted' : 'staff.calls.mute')}
          </StaffButton>
          {isHeld && <p>{t('staff.calls.held')}</p>}
        </div>
      )}
    </section>
  );
}

const signs: Record<StaffCallView['urgency'], ReactNode> = {
  emergency: <EmergencyIcon />,
  help: <StaffIcon />,
  printer: <AttentionIcon />,
};

function Call({ call: { id, urgency, since, coming } }: { call: StaffCallView }) {
  const { desk, session, language } = useStaff();
  const t = useStaffTexts();
  const isOpen = session.state === 'open' && !session.mustChangePin;
  // The page's own clock: where it is locked, the kiosk tells it no day.
  const time = formatEnd(since, desk.now().toISOString(), language);
  return (
    <div className={`call call-${coming === null ? urgency : 'coming'}`}>
      {signs[urgency]}
      <div className="call-words">
        <p className="call-title">
          {coming === null ? t(`staff.calls.${urgency}`) : t('staff.calls.comes', { name: coming })}
        </p>
        <p>{t('staff.calls.where', { location: session.location, time })}</p>
      </div>
      {!isOpen && coming === null && <p>{t('staff.calls.lockedFirst')}</p>}
      {isOpen && coming === null && (
        <Act
          look="primary"
          label={t('staff.calls.coming')}
          does={() => desk.api.act(`/api/calls/${id}/coming`)}
          done={t('staff.calls.comes', { name: session.account?.name ?? '' })}
        />
      )}
      {isOpen && coming !== null && (
        <Act
          label={t('staff.calls.done')}
          does={() => desk.api.act(`/api/tasks/${id}`, { state: 'done' })}
          done={t('staff.tasks.doneSaid')}
        />
      )}
    </div>
  );
}
