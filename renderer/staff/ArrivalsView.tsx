import { useState } from 'react';
import { inLanguage } from '../../electron/bridge/clinic-snapshot.ts';
import type { Overview } from '../../electron/bridge/staff-overview.ts';
import { arrivalCountsSchema, type ArrivalCounts, type Arrivals } from '../../electron/bridge/staff-page.ts';
import { ForwardIcon } from '../components/icons.tsx';
import { ArrivalList } from './ArrivalList.tsx';
import { formatCount } from './figures-words.ts';
import { Line, Nothing, StaffButton, Waiting } from './parts.tsx';
import { useAnswer, useStaff, useStaffTexts } from './staff-context.ts';
import { askArrivals } from './use-arrivals.ts';

/** Who came to each clinic through this kiosk: what staff go by while the hospital's system is away. */
export function ArrivalsView({ overview }: { overview: Overview }) {
  const { desk, session, tell } = useStaff();
  const t = useStaffTexts();
  const { value: counts, why } = useAnswer('/api/arrivals', arrivalCountsSchema);
  const [list, setList] = useState<Arrivals | null>(null);
  const isAway = overview.limits.includes('BACKEND');

  async function open(clinicId: string): Promise<void> {
    const answer = await askArrivals(desk, clinicId);
    if (answer.ok) setList(answer.value);
    else tell({ words: t(`staff.refused.${answer.why}`), isGood: false });
  }

  if (list !== null) return <ArrivalList first={list} onBack={() => setList(null)} />;
  return (
    <>
      <h1 className="staff-title">{t('staff.arrivals.title')}</h1>
      {isAway ? (
        <Line tone="attention">{t('staff.arrivals.hospitalAway')}</Line>
      ) : (
        <p className="quiet">{t('staff.arrivals.detail')}</p>
      )}
      {counts === null && <Waiting why={why} />}
      {counts?.clinics.length === 0 && (
        <Nothing title={t('staff.arrivals.none')} detail={t('staff.arrivals.noneDetail')} />
      )}
      {counts !== null && counts.clinics.length > 0 && (
        <>
          <p className="quiet small">
            {t(session.account?.role === 'reception' ? 'staff.arrivals.why' : 'staff.arrivals.receptionOnly')}
          </p>
          {counts.clinics.some(({ planned }) => planned > 0) && (
            <p className="quiet small">{t('staff.arrivals.plannedWhy')}</p>
          )}
          <Clinics counts={counts} onOpen={(clinicId) => void open(clinicId)} />
        </>
      )}
    </>
  );
}

function Clinics({ counts, onOpen }: { counts: ArrivalCounts; onOpen: (clinicId: string) => void }) {
  const { language, session } = useStaff();
  const t = useStaffTexts();
  const mayOpen = session.account?.role === 'reception';
  const isPlanned = counts.clinics.some(({ planned }) => planned > 0);
  return (
    <table className="clinics">
      <thead>
        <tr>
          <th scope="col">{t('staff.arrivals.clinic')}</th>
          <th scope="col" className="count">
            {t('staff.arrivals.arrived')}
          </th>
          {isPlanned && (
            <th scope="col" className="count">
              {t('staff.arrivals.planned')}
            </th>
          )}
          <th scope="col" className="count">
            {t('staff.arrivals.unsent')}
          </th>
          {mayOpen && <td />}
        </tr>
      </thead>
      <tbody>
        {counts.clinics.map(({ clinicId, name, arrived, planned, unsent }) => {
          const clinic = name === null ? clinicId : inLanguage(name, language);
          return (
            <tr key={clinicId}>
              <th scope="row">{clinic}</th>
              <td className="count">{formatCount(arrived, language)}</td>
              {isPlanned && <td className="count">{formatCount(planned, language)}</td>}
              <td className={`count ${unsent > 0 ? 'state-attention' : ''}`}>{formatCount(unsent, language)}</td>
              {mayOpen && (
                <td className="opens">
                  <StaffButton label={t('staff.arrivals.openOf', { clinic })} does={() => onOpen(clinicId)}>
                    <span className="not-narrow">{t('staff.arrivals.open')}</span>
                    <span className="only-narrow">
                      <ForwardIcon />
                    </span>
                  </StaffButton>
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
