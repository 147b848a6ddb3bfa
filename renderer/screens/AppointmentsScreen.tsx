import type { AppointmentView } from '../../electron/bridge/clinic-snapshot.ts';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { AppointmentTile } from '../components/AppointmentTile.tsx';
import { BringSomebody } from '../components/BringSomebody.tsx';
import { Declare } from '../components/Declare.tsx';
import { Companion } from '../components/PersonName.tsx';
import { useLying } from '../components/use-lying.ts';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { PagedList } from '../components/PagedList.tsx';
import { QuestionBefore } from '../components/QuestionBefore.tsx';
import { Title } from '../components/Scene.tsx';
import { InsuranceLine } from '../components/InsuranceLine.tsx';
import { formatTime } from '../language/format.ts';

/** Four lines each and more: others have a further page. */
const appointmentsPerPage = 3;
/** Beside what else may be pressed there, or where a sentence about one needs the width. */
const appointmentsBesideOthers = 2;

/** By how many stand beside the way without an appointment. */
const pairs = ['actions', 'actions actions-pair', 'actions actions-pair actions-three'];

/** Appointments around today, and what may be done about each. */
export function AppointmentsScreen({ visit }: { visit: VisitAt<'appointments'> }) {
  const t = useKioskTexts();
  const { today } = useKiosk();
  const { appointments } = visit;
  const ready = appointments.filter(({ state, offers }) => state === 'ready' && offers.includes('arrive'));
  const isToday = appointments.some(({ serviceDate }) => serviceDate === today);
  // Arriving is one touch: whoever goes first says so before it.
  const mayDeclare = visit.mayDeclare.length > 0 && appointments.some(({ offers }) => offers.includes('arrive'));
  const isLying = useLying();
  const isTroubled = appointments.some(({ state }) => state !== 'ready' && state !== 'arrived');
  const needsDesk = appointments.some(({ offers }) => offers.includes('desk'));
  return (
    <div className="choose">
      <Title aloud={t('appointments.aloud.title')}>
        {isToday ? t('appointments.titleToday.title') : t('appointments.titleOther.title')}
      </Title>
      <div className="choose-lines">
        {visit.carer !== null && (
          <p className="aside" data-private="">
            <Companion name={visit.carer} />
          </p>
        )}
        {visit.carer === null && visit.holder.fullName !== '' && (
          <p className="aside" data-private="">
            {visit.holder.fullName}
          </p>
        )}
        <InsuranceLine insurance={visit.insurance} />
        {mayDeclare && <Declare visit={visit} />}
      </div>
      <PagedList
        label={t('appointments.list')}
        items={appointments.map((appointment) => (
          <AppointmentTile key={appointment.id} appointment={appointment} />
        ))}
        perPage={visit.canBringSomebody || (isLying && isTroubled) ? appointmentsBesideOthers : appointmentsPerPage}
        last={visit.canBringSomebody ? <BringSomebody /> : null}
      />
      <div className="actions">
        <Arrive ready={ready} />
        <div className={pairs[[needsDesk, visit.canGoBack].filter(Boolean).length]}>
          <KioskButton
            look={ready.length > 0 ? 'quiet' : 'primary'}
            does={{ type: 'walk-in' }}
            aloud={t('appointments.aloud.walkIn')}
          >
            {t('appointments.walkIn')}
          </KioskButton>
          {needsDesk && (
            <KioskButton look="quiet" does={{ type: 'appointment-desk' }} aloud={t('choose.askDesk')}>
              {t('appointments.desk')}
            </KioskButton>
          )}
          {visit.canGoBack && <QuestionBefore />}
        </div>
      </div>
    </div>
  );
}

/** Most come for what is ready: one, or all of them at once. */
function Arrive({ ready }: { ready: readonly AppointmentView[] }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const [first] = ready;
  if (!first) return null;
  return (
    <KioskButton
      look="primary"
      does={{ type: 'arrive', appointmentIds: ready.slice(0, mostAtOnce).map(({ id }) => id) }}
      aloud={t('appointments.aloud.arrive')}
    >
      {ready.length === 1
        ? t('appointments.arriveOne', { time: formatTime(first.time, language) })
        : t('appointments.arriveAll', { count: Math.min(ready.length, mostAtOnce) })}
    </KioskButton>
  );
}

/** What one `arrive` may name (electron/bridge/intent.ts). */
const mostAtOnce = 8;
