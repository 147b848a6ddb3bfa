import { inLanguage } from '../../electron/bridge/clinic-snapshot.ts';
import type { Overview } from '../../electron/bridge/staff-overview.ts';
import type { StaffTask, TaskChange } from '../../electron/bridge/staff-page.ts';
import { AttentionIcon, EmergencyIcon, InfoIcon, StaffIcon } from '../components/icons.tsx';
import { formatEnd } from '../language/format.ts';
import { Act, StaffButton } from './parts.tsx';
import { useStaff, useStaffTexts } from './staff-context.ts';
import { TaskPerson } from './TaskPerson.tsx';

interface TaskCardProps {
  task: StaffTask;
  overview: Pick<Overview, 'clinics' | 'today'>;
  isOpen: boolean;
  onToggle: () => void;
}

/** One task: what it is, who sees to it, and, opened, everything that may be done about it. */
export function TaskCard({ task, overview: { clinics, today }, isOpen, onToggle }: TaskCardProps) {
  const { language } = useStaff();
  const t = useStaffTexts();
  const title = useTitle(task);
  const { id, kind, state, by, hasNote, number, reason, sync } = task;
  const clinicName = (clinicId: string): string => {
    const name = clinics.find((clinic) => clinic.id === clinicId)?.name;
    return name === undefined ? clinicId : inLanguage(name, language);
  };
  const time = formatEnd(task.since, today, language);
  const isEmergency = kind === 'call' && reason === 'emergency';
  return (
    <li className={`task ${isEmergency ? 'task-emergency' : ''}`}>
      <div className="task-head">
        <span className={`task-sign ${isEmergency || kind === 'refused' ? 'state-attention' : ''}`}>
          {isEmergency && <EmergencyIcon />}
          {kind === 'call' && !isEmergency && (reason === 'printer' ? <AttentionIcon /> : <StaffIcon />)}
          {(kind === 'refused' || kind === 'held') && <AttentionIcon />}
          {kind === 'desk' && <InfoIcon />}
        </span>
        <div className="task-words">
          <h2 id={`task-${id}`}>{title}</h2>
          <p className="quiet">
            {task.clinicId === null
              ? t('staff.tasks.since', { time })
              : t('staff.tasks.at', { clinic: clinicName(task.clinicId), time })}
            {number !== null &&
              ` · ${t(`staff.tasks.sync.${task.held ? 'held' : sync === 'none' ? 'pending' : sync}`)}`}
          </p>
          {kind === 'refused' &&
            reason !== null &&
            reason !== 'help' &&
            reason !== 'emergency' &&
            reason !== 'printer' && (
              <p>
                {t(`staff.tasks.reasons.${reason}`)}
                {task.sendTo !== null && ` ${t('staff.tasks.sendTo', { clinic: clinicName(task.sendTo) })}`}
              </p>
            )}
          <p className={state === 'taken' ? 'task-by' : 'quiet'}>
            {state === 'taken' ? t('staff.tasks.by.taken', { name: by ?? '' }) : t('staff.tasks.by.open')}
          </p>
          {task.identity !== null && (
            <p className={task.identity === 'other-person' ? 'state-attention' : ''}>
              {t(`staff.tasks.identity.found.${task.identity}`)}
            </p>
          )}
          {hasNote && <p className="quiet">{t('staff.tasks.noteKept')}</p>}
        </div>
        <StaffButton
          isOpen={isOpen}
          does={onToggle}
          label={`${t(isOpen ? 'staff.tasks.less' : 'staff.tasks.more')}: ${title}`}
        >
          {t(isOpen ? 'staff.tasks.less' : 'staff.tasks.more')}
        </StaffButton>
      </div>
      {isOpen && (
        <div className="task-body" role="group" aria-labelledby={`task-${id}`}>
          <Hands task={task} />
          {kind !== 'call' && <Decisions task={task} />}
          <TaskPerson task={task} />
        </div>
      )}
    </li>
  );
}

function useTitle({ kind, reason, number, amendment }: StaffTask): string {
  const t = useStaffTexts();
  if (kind === 'call' && reason === 'printer') return t('staff.tasks.callPrinter');
  if (kind === 'call') return t(reason === 'emergency' ? 'staff.tasks.callEmergency' : 'staff.tasks.call');
  if (kind === 'desk') return t('staff.tasks.desk', { number: number ?? '' });
  if (kind === 'held') return t(`staff.tasks.held.${amendment ?? 'visit'}`, { number: number ?? '' });
  if (amendment !== null) return t(`staff.tasks.amendments.${amendment}`, { number: number ?? '' });
  return t('staff.tasks.refused', { number: number ?? '' });
}

/** Who sees to it. What is refused or held ends by a decision about it. */
function Hands({ task: { id, kind, state, by, number, held } }: { task: StaffTask }) {
  const { desk, session } = useStaff();
  const t = useStaffTexts();
  const say = (change: TaskChange) => () => desk.api.act(`/api/tasks/${id}`, change);
  const seen = { state, by };
  const isMine = state === 'taken' && by === session.account?.name;
  return (
    <div className="row">
      {!isMine && (
        <Act
          look="primary"
          label={t(state === 'taken' ? 'staff.tasks.takeOver' : 'staff.tasks.take')}
          does={say({ state: 'taken', seen })}
          done={t('staff.tasks.takenSaid')}
        />
      )}
      {kind !== 'refused' && !held && (
        <Act
          look={isMine ? 'primary' : 'quiet'}
          label={t('staff.tasks.done')}
          does={say({ state: 'done' })}
          done={t('staff.tasks.doneSaid')}
        />
      )}
      {isMine && (
        <Act label={t('staff.tasks.giveBack')} does={say({ state: 'open', seen })} done={t('staff.tasks.backSaid')} />
      )}
      {kind === 'desk' && number !== null && (
        <Act
          label={t('staff.tasks.reprint')}
          does={() => desk.api.act('/api/print/ticket', { key: id })}
          done={t('staff.overview.reprinted', { number })}
        />
      )}
    </div>
  );
}

/** What is done about the row in the queue to the hospital, where its state allows it. */
function Decisions({ task: { id, kind, sync, held, hasPerson } }: { task: StaffTask }) {
  const { desk, session } = useStaff();
  const t = useStaffTexts();
  const decide = (decision: 'retry' | 'hold' | 'release' | 'set-aside') => () =>
    desk.api.act(`/api/tasks/${id}/decision`, { decision });
  if (sync === 'confirmed' || sync === 'settled' || sync === 'none') return null;
  const isRefused = sync === 'refused';
  return (
    <section>
      <h3>{t('staff.tasks.decisions.title')}</h3>
      <div className="decisions">
        {!held && hasPerson && (
          <Act
            label={t('staff.tasks.decisions.retry')}
            why={t('staff.tasks.decisions.retryWhy')}
            does={decide('retry')}
            done={t('staff.tasks.decisions.retried')}
          />
        )}
        {!held && !isRefused && (
          <Act
            label={t('staff.tasks.decisions.hold')}
            why={t('staff.tasks.decisions.holdWhy')}
            does={decide('hold')}
            done={t('staff.tasks.decisions.held')}
          />
        )}
        {held && kind === 'desk' && <p>{t('staff.tasks.heldFirst')}</p>}
        {held && (
          <Act
            label={t('staff.tasks.decisions.release')}
            why={t('staff.tasks.decisions.releaseWhy')}
            does={decide('release')}
            done={t('staff.tasks.decisions.released')}
          />
        )}
        {(isRefused || kind === 'held') && session.account?.role === 'reception' && (
          <Act
            label={t('staff.tasks.decisions.set-aside')}
            why={t('staff.tasks.decisions.setAsideWhy')}
            asksFirst
            does={decide('set-aside')}
            done={t('staff.tasks.decisions.setAside')}
          />
        )}
      </div>
    </section>
  );
}
