import type { Component, Overview } from '../../electron/bridge/staff-overview.ts';
import { AttentionIcon, CheckIcon, InfoIcon } from '../components/icons.tsx';
import { formatDay, formatTime } from '../language/format.ts';
import { formatCount, formatSeconds } from './figures-words.ts';
import { Act, Line } from './parts.tsx';
import { Reprint } from './Reprint.tsx';
import { useStaff, useStaffTexts } from './staff-context.ts';

/** A clock that is off by less is not worth a word. */
const sameClockMs = 2_000;

/** How the kiosk is, in words, with the word of CUSS 2 small beside each; and what may be done to it. */
export function OverviewView({ overview }: { overview: Overview }) {
  const { desk, language } = useStaff();
  const t = useStaffTexts();
  const { state, limits, opening } = overview;
  const isClosedByStaff = opening.state === 'closed' && opening.by === 'staff';
  const isServing = state === 'AVAILABLE' || state === 'ACTIVE';
  return (
    <>
      <h1 className="spoken">{t('staff.overview.title')}</h1>
      <div className="state">
        <p className={`state-words ${isServing ? 'state-good' : 'state-attention'}`}>
          {isServing ? <CheckIcon /> : <AttentionIcon />}
          <span>{t(`staff.overview.states.${state}`)}</span>
          <small className="cuss">{state}</small>
        </p>
        {opening.state === 'closed' && (
          <p className="quiet">
            {opening.by === 'staff'
              ? t('staff.overview.until')
              : opening.opens &&
                t('staff.overview.opens', { day: formatDay(opening.opens.day, language), time: opening.opens.time })}
          </p>
        )}
        {limits.length > 0 && (
          <ul className="limits" aria-label={t('staff.overview.limits.label')}>
            {limits.map((limit) => (
              <li key={limit}>
                <Line tone="attention">
                  {t(`staff.overview.limits.${limit}`)} <small className="cuss">{limit}</small>
                </Line>
              </li>
            ))}
          </ul>
        )}
        <div className="row state-actions">
          {isClosedByStaff ? (
            <Act
              look="primary"
              label={t('staff.overview.open')}
              does={() => desk.api.act('/api/kiosk', { action: 'open' })}
              done={t('staff.overview.opened')}
            />
          ) : (
            <Act
              label={t('staff.overview.close')}
              why={t('staff.overview.closeWhy')}
              asksFirst
              does={() => desk.api.act('/api/kiosk', { action: 'close' })}
              done={t('staff.overview.closed')}
            />
          )}
          <Act
            label={t('staff.overview.testPrint')}
            does={() => desk.api.act('/api/print/test')}
            done={t('staff.overview.testPrinted')}
          />
        </div>
      </div>
      <div className="columns">
        <section>
          <h2>{t('staff.overview.parts')}</h2>
          <ul className="parts">
            {overview.components.map((component) => (
              <Part key={component.name} {...component} />
            ))}
          </ul>
        </section>
        <div>
          <QueueFacts overview={overview} />
          <Reprint overview={overview} />
        </div>
      </div>
    </>
  );
}

function Part({ name, state, reason }: Component) {
  const t = useStaffTexts();
  const isFine = state !== 'UNAVAILABLE' && reason === null;
  return (
    <li className="part">
      <span className={`part-sign ${isFine ? 'state-good' : 'state-attention'}`}>
        {state === 'NOT_CONFIGURED' ? <InfoIcon /> : isFine ? <CheckIcon /> : <AttentionIcon />}
      </span>
      <span className="part-name">{t(`staff.overview.names.${name}`)}</span>
      <span className="part-state">
        {t(`staff.overview.conditions.${reason ?? state}`)}
        <small className="cuss">{reason === null ? state : `${state} · ${reason}`}</small>
      </span>
    </li>
  );
}

function QueueFacts({ overview: { queue, clockOffsetMs, now } }: { overview: Overview }) {
  const { language } = useStaff();
  const t = useStaffTexts();
  const count = (value: number) => formatCount(value, language);
  const { oldestPendingMinutes: oldest } = queue;
  const facts: [name: string, value: string, isAlert: boolean][] = [
    [t('staff.overview.queue.pending'), count(queue.pending), false],
    [
      t('staff.overview.queue.oldest'),
      oldest === null ? t('staff.overview.queue.none') : t('staff.overview.queue.minutes', { count: oldest }),
      false,
    ],
    [t('staff.overview.queue.inFlight'), count(queue.inFlight), false],
    [t('staff.overview.queue.held'), count(queue.held), queue.held > 0],
    [t('staff.overview.queue.dead'), count(queue.dead), queue.dead > 0],
    [t('staff.overview.queue.confirmed'), count(queue.confirmed), false],
  ];
  const clock = (): string => {
    if (clockOffsetMs === null) return t('staff.overview.clock.unknown');
    if (Math.abs(clockOffsetMs) < sameClockMs) return t('staff.overview.clock.same');
    const seconds = formatSeconds(Math.abs(clockOffsetMs), language);
    // The offset is the hospital's clock minus the kiosk's.
    return t(clockOffsetMs < 0 ? 'staff.overview.clock.ahead' : 'staff.overview.clock.behind', { seconds });
  };
  return (
    <>
      <section>
        <h2>{t('staff.overview.queue.title')}</h2>
        <dl className="pairs">
          {facts.map(([name, value, isAlert]) => (
            <div key={name} className={isAlert ? 'state-attention' : ''}>
              <dt>{isAlert ? <a href="#tasks">{name}</a> : name}</dt>
              <dd>
                {isAlert && <AttentionIcon />}
                {value}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>{t('staff.overview.clock.title')}</h2>
        <dl className="pairs">
          <div>
            <dt>{t('staff.overview.clock.now')}</dt>
            <dd>{formatTime(now, language)}</dd>
          </div>
          <div>
            <dt>{t('staff.overview.clock.offset')}</dt>
            <dd>{clock()}</dd>
          </div>
        </dl>
      </section>
    </>
  );
}
