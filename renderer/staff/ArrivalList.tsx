import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { inLanguage } from '../../electron/bridge/clinic-snapshot.ts';
import type { Arrivals } from '../../electron/bridge/staff-page.ts';
import { formatDay, formatEnd, formatTime } from '../language/format.ts';
import { formatCount } from './figures-words.ts';
import { Line, StaffButton } from './parts.tsx';
import { useStaff, useStaffTexts } from './staff-context.ts';
import { arrivalsToPrint, useArrivals } from './use-arrivals.ts';

/** One clinic's people, as they came; the browser prints it without the page around it. */
export function ArrivalList({ first, onBack }: { first: Arrivals; onBack: () => void }) {
  const { desk, language, session, glass, tell } = useStaff();
  const t = useStaffTexts();
  const [shown, setShown] = useArrivals(first);
  const [isBusy, setIsBusy] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const { list, why } = shown;
  const asOf = formatTime(list.asOf, language);
  const planned = list.rows.filter(({ isPlanned }) => isPlanned).length;
  const clinic = list.name === null ? list.clinicId : inLanguage(list.name, language);
  async function print(): Promise<void> {
    setIsBusy(true);
    const answer = await arrivalsToPrint(desk, shown);
    // Whoever has gone on meanwhile, or whose page has locked, gets no paper.
    if (table.current === null) return;
    setIsBusy(false);
    if (answer.kind === 'refused') return tell({ words: t(`staff.refused.${answer.why}`), isGood: false });
    flushSync(() => setShown(answer.shown));
    window.print();
  }
  return (
    <div className="arrival-list">
      <div className="view-head">
        <h1 className="staff-title">{t('staff.arrivals.listTitle', { clinic, day: formatDay(list.day, language) })}</h1>
        <div className="row not-printed">
          <StaffButton does={onBack}>{t('staff.arrivals.back')}</StaffButton>
          {glass === null && (
            <StaffButton look="primary" isDisabled={isBusy} does={() => void print()} autoFocus>
              {t('staff.arrivals.print')}
            </StaffButton>
          )}
        </div>
      </div>
      <p className="only-printed">
        {inLanguage(session.hospital, language)} · {t('staff.kiosk', session)}
        <br />
        {t('staff.arrivals.printed', { name: session.account?.name ?? '' })}
      </p>
      <div>
        <p>
          {[
            t('staff.arrivals.asOf', { time: asOf }),
            t('staff.arrivals.arrivedCount', { number: formatCount(list.rows.length - planned, language) }),
            ...(planned === 0 ? [] : [t('staff.arrivals.plannedCount', { number: formatCount(planned, language) })]),
          ].join(' · ')}
        </p>
        {planned > 0 && <p className="quiet small">{t('staff.arrivals.plannedWhy')}</p>}
      </div>
      <div role="status">
        {why !== null && <Line tone="attention">{t('staff.arrivals.notRenewed', { time: asOf })}</Line>}
      </div>
      <table data-private ref={table}>
        <thead>
          <tr>
            <th scope="col">{t('staff.arrivals.number')}</th>
            <th scope="col">{t('staff.arrivals.time')}</th>
            <th scope="col">{t('staff.arrivals.person')}</th>
            <th scope="col">{t('staff.arrivals.stream')}</th>
            <th scope="col">{t('staff.arrivals.state')}</th>
          </tr>
        </thead>
        <tbody>
          {list.rows.map(({ key, number, official, stream, session: half, since, isPlanned, sync, person }) => (
            <tr key={key}>
              <th scope="row">
                {number}
                {!official && <span className="quiet small"> {t('staff.arrivals.provisional')}</span>}
              </th>
              <td>
                {isPlanned ? t('staff.arrivals.planned') : formatTime(since, language)}{' '}
                <span className="quiet small">{t(`staff.arrivals.session.${half}`)}</span>
                {isPlanned && <span className="quiet small planned">{formatEnd(since, list.day, language)}</span>}
              </td>
              <td className="arrival-person">
                {person === null ? (
                  <span className="quiet">{t('staff.arrivals.atHospital')}</span>
                ) : (
                  <>
                    {person.fullName ?? person.patientId}
                    {person.birthDate !== null && (
                      <span className="quiet small"> {formatDay(person.birthDate, language)}</span>
                    )}
                  </>
                )}
              </td>
              <td>{stream !== null && t(`stream.${stream}`)}</td>
              <td className={sync === 'confirmed' ? '' : 'state-attention'}>{t(`staff.arrivals.sync.${sync}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
