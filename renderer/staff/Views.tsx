import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { type Overview, overviewSchema } from '../../electron/bridge/staff-overview.ts';
import { ArrivalsView } from './ArrivalsView.tsx';
import { AssistView } from './AssistView.tsx';
import { FiguresView } from './FiguresView.tsx';
import { formatCount } from './figures-words.ts';
import { OverviewView } from './OverviewView.tsx';
import { StaffButton, Waiting } from './parts.tsx';
import { useAnswer, useStaff, useStaffTexts } from './staff-context.ts';
import { TasksView } from './TasksView.tsx';

const networkViews = ['overview', 'tasks', 'arrivals', 'figures'] as const;
const glassViews = ['assist', ...networkViews] as const;
type View = (typeof glassViews)[number];

/** The view's name is all that ever stands in the address. */
const viewOf = (hash: string, views: readonly [View, ...View[]]): View =>
  views.find((view) => `#${view}` === hash) ?? views[0];

function useView(views: readonly [View, ...View[]]): View {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('hashchange', listener);
      return () => window.removeEventListener('hashchange', listener);
    },
    () => viewOf(window.location.hash, views),
  );
}

export function Views({ saying, onChangePin }: { saying: ReactNode; onChangePin: () => void }) {
  const { tell, glass, language } = useStaff();
  const t = useStaffTexts();
  const views = glass === null ? networkViews : glassViews;
  const view = useView(views);
  const { value: overview, why } = useAnswer('/api/overview', overviewSchema);
  useEffect(() => tell(null), [view, tell]);
  return (
    <>
      <nav className="staff-nav" aria-label={t('staff.views.label')}>
        {views.map((each) => (
          <a key={each} href={`#${each}`} {...(each === view && { 'aria-current': 'page' as const })}>
            {t(`staff.views.${each}`)}
            {each === 'tasks' && overview !== null && overview.openTasks > 0 && (
              <span className="badge">{formatCount(overview.openTasks, language)}</span>
            )}
          </a>
        ))}
      </nav>
      <main className="staff-main">
        {saying}
        {overview === null ? <Waiting why={why} /> : <Shown view={view} overview={overview} />}
      </main>
      <Account onChangePin={onChangePin} />
      <LockSoon />
    </>
  );
}

function Shown({ view, overview }: { view: View; overview: Overview }) {
  switch (view) {
    case 'assist':
      return <AssistView overview={overview} />;
    case 'overview':
      return <OverviewView overview={overview} />;
    case 'tasks':
      return <TasksView overview={overview} />;
    case 'arrivals':
      return <ArrivalsView overview={overview} />;
    case 'figures':
      return <FiguresView today={overview.today} />;
  }
}

function Account({ onChangePin }: { onChangePin: () => void }) {
  const { desk, session } = useStaff();
  const t = useStaffTexts();
  if (session.account === null) return null;
  const { name, role } = session.account;
  return (
    <footer className="staff-footer">
      <p>
        {t('staff.account.loggedIn', { name })} <span className="quiet">({t(`staff.account.${role}`)})</span>
      </p>
      <div className="row">
        <StaffButton look="plain" does={onChangePin}>
          {t('staff.account.changePin')}
        </StaffButton>
        <StaffButton does={() => void desk.logout()}>{t('staff.account.logout')}</StaffButton>
      </div>
    </footer>
  );
}

/** Shown before the page locks; any touch keeps it open. */
function LockSoon() {
  const { desk, state } = useStaff();
  const t = useStaffTexts();
  const seconds = state.secondsToLock;
  return (
    <>
      {/* Said every ten seconds, not every second. */}
      <p className="spoken" role="status">
        {seconds !== null && t('staff.locked.soon', { count: Math.ceil(seconds / 10) * 10 })}
      </p>
      {seconds !== null && (
        <div className="lock-soon">
          <p className="figure" aria-hidden="true">
            {t('staff.locked.soon', { count: seconds })}
          </p>
          <StaffButton look="primary" does={() => desk.touch()}>
            {t('staff.locked.stay')}
          </StaffButton>
        </div>
      )}
    </>
  );
}
