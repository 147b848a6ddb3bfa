import { useState } from 'react';
import { flushSync } from 'react-dom';
import { inLanguage } from '../../electron/bridge/clinic-snapshot.ts';
import type { Arrivals } from '../../electron/bridge/staff-page.ts';
import { formatDay, formatTime } from '../language/format.ts';
import { StaffButton } from './parts.tsx';
import { useStaff, useStaffTexts } from './staff-context.ts';

/** One clinic's people, as they came; the browser prints it without the page around it. */
export function ArrivalList({ list, onBack }: { list: Arrivals; onBack: () => void }) {
  const { language, session, glass } = useStaff();
  const t = useStaffTexts();
  const [printedAt, setPrintedAt] = useState<string | null>(null);
  const clinic = list.name === null ? list.clinicId : inLanguage(list.name, language);
  const print = (): void => {
    flushSync(() => setPrintedAt(new Date().toISOString()));
    window.print();
  };
  return (
    <div className="arrival-list">
      <div className="view-head">
        <h1 className="staff-title">{t('staff.arrivals.listTitle', { clinic, day: formatDay(list.day, language) })}</h1>
        <div className="row not-printed">
          <StaffButton does={onBack}>{t('staff.arrivals.back')}</StaffButton>
          {glass === null && (
            <StaffButton look="primary" does={print} autoFocus>
              {t('staff.arrivals.print')}
            </StaffButton>
          )}
        </div>
      </div>
      <p className="only-printed">
        {inLanguage(session.hospital, language)} · {t('staff.kiosk', session)}
        <br />
        {printedAt !== null &&
          t('staff.arrivals.printed', { name: session.account?.name ?? '', time: formatTime(printedAt, language) })}
      </p>
      <table data-private>
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
          {list.rows.map(({ key, number, official, stream, session: half, since, sync, person }) => (
            <tr key={key}>
              <th scope="row">
                {number}
                {!official && <span className="quiet small"> {t('staff.arrivals.provisional')}</span>}
              </th>
              <td>
                {formatTime(since, language)} <span className="quiet small">{t(`staff.arrivals.session.${half}`)}</span>
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
