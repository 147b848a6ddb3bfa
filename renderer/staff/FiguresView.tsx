import { useState } from 'react';
import { type Figures, figuresSchema, type ReportForm } from '../../electron/bridge/figures.ts';
import { formatDay, formatPercent } from '../language/format.ts';
import { BackIcon, ForwardIcon } from '../components/icons.tsx';
import { Bar } from './Bars.tsx';
import { formatCount, formatMonth, formatSeconds, periodFrom } from './figures-words.ts';
import { HourChart } from './HourChart.tsx';
import { Nothing, StaffButton, Waiting } from './parts.tsx';
import { StepTable } from './StepTable.tsx';
import { useAnswer, useStaff, useStaffTexts } from './staff-context.ts';

const dayLength = 'YYYY-MM-DD'.length;
const monthLength = 'YYYY-MM'.length;

/** A day's or a month's visits, in figures; nothing in it is of a person. */
export function FiguresView({ today }: { today: string }) {
  const { desk, language, tell, glass } = useStaff();
  const t = useStaffTexts();
  const [period, setPeriod] = useState(today);
  const { value: figures, why } = useAnswer(`/api/figures?period=${period}`, figuresSchema);
  const isDay = period.length === dayLength;
  const month = period.slice(0, monthLength);
  const isLast = period === today.slice(0, period.length);

  async function download(form: ReportForm): Promise<void> {
    tell(null);
    const answer = await desk.api.report(month, form);
    if (!answer.ok) {
      tell({ words: t(`staff.refused.${answer.why}`), isGood: false });
      return;
    }
    const { fileName, content } = answer.value;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(content);
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(link.href);
    tell({ words: t('staff.figures.csvSaved', { file: fileName }), isGood: true });
  }

  return (
    <>
      <div className="view-head">
        <h1 className="staff-title">{t('staff.figures.title')}</h1>
        <div className="row" role="group" aria-label={t('staff.figures.span')}>
          <StaffButton
            isPressed={isDay}
            does={() => setPeriod(period.startsWith(today.slice(0, 7)) ? today : `${month}-01`)}
          >
            {t('staff.figures.day')}
          </StaffButton>
          <StaffButton isPressed={!isDay} does={() => setPeriod(month)}>
            {t('staff.figures.month')}
          </StaffButton>
        </div>
      </div>
      <div className="row period">
        <StaffButton label={t('staff.figures.earlier')} does={() => setPeriod(periodFrom(period, -1))}>
          <BackIcon />
        </StaffButton>
        <p className="period-name" role="status">
          {isDay ? formatDay(period, language) : formatMonth(month, language)}
        </p>
        <StaffButton label={t('staff.figures.later')} isDisabled={isLast} does={() => setPeriod(periodFrom(period, 1))}>
          <ForwardIcon />
        </StaffButton>
      </div>
      {figures === null ? <Waiting why={why} /> : <Shown figures={figures} />}
      {glass === null ? (
        <div className="act csv">
          <div className="row">
            {(['excel', 'csv'] as const).map((form) => (
              <StaffButton key={form} does={() => void download(form)}>
                {t(`staff.figures.${form}`)}
              </StaffButton>
            ))}
          </div>
          <p className="quiet small">{t('staff.figures.csvDetail')}</p>
        </div>
      ) : (
        <p className="quiet">{t('staff.glass.elsewhere')}</p>
      )}
    </>
  );
}

function Shown({ figures }: { figures: Figures }) {
  const { language } = useStaff();
  const t = useStaffTexts();
  const { visits, total, machine, machineShare, firstTryShare, fallbackShare, outcomes, kinds, steps } = figures;
  if (visits === 0) return <Nothing title={t('staff.figures.none')} detail={t('staff.figures.noneDetail')} />;
  const share = (value: number | null) => (value === null ? '–' : formatPercent(value, language));
  const seconds = (ms: number | undefined) => (ms === undefined ? '–' : formatSeconds(ms, language));
  const facts: [string, string][] = [
    [t('staff.figures.visits'), formatCount(visits, language)],
    [t('staff.figures.median'), seconds(total?.medianMs)],
    [t('staff.figures.p95'), seconds(total?.p95Ms)],
    [t('staff.figures.firstTry'), share(firstTryShare)],
    [t('staff.figures.fallback'), share(fallbackShare)],
    [t('staff.figures.machineShare'), share(machineShare)],
  ];
  const times = [
    [t('staff.figures.wholeVisit'), total],
    [t('staff.figures.machinePart'), machine],
  ] as const;
  return (
    <>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="figure-grid">
        <HourChart perHour={figures.perHour} />
        <section className="figure-block">
          <h2>{t('staff.figures.times')}</h2>
          <table>
            <thead>
              <tr>
                <td />
                <td className="bar-cell" />
                <th scope="col" className="legend-first">
                  {t('staff.figures.medianShort')}
                </th>
                <th scope="col" className="legend-other">
                  {t('staff.figures.p95Short')}
                </th>
              </tr>
            </thead>
            <tbody>
              {times.map(([name, each]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="bar-cell">
                    {each && <Bar values={[each.medianMs, each.p95Ms - each.medianMs]} whole={total?.p95Ms ?? 0} />}
                  </td>
                  <td>{seconds(each?.medianMs)}</td>
                  <td>{seconds(each?.p95Ms)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <Counted
          title={t('staff.figures.outcome')}
          rows={(['ticket', 'desk', 'my-ticket', 'emergency', 'abandoned'] as const).map((outcome) => [
            t(`staff.figures.outcomes.${outcome}`),
            outcomes[outcome],
          ])}
        />
        <Counted
          title={t('staff.figures.kind')}
          rows={(['card', 'code', 'face', 'typed', 'ticket'] as const).map((kind) => [
            t(`staff.figures.kinds.${kind}`),
            kinds[kind],
          ])}
        />
        <StepTable steps={steps} />
      </div>
    </>
  );
}

/** What adds up to all of which it tells. */
function Counted({ title, rows }: { title: string; rows: readonly (readonly [name: string, count: number])[] }) {
  const { language } = useStaff();
  const all = rows.reduce((sum, [, count]) => sum + count, 0);
  return (
    <section className="figure-block">
      <h2>{title}</h2>
      <table>
        <tbody>
          {rows.map(([name, count]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="bar-cell">
                <Bar values={[count]} whole={all} />
              </td>
              <td>{formatCount(count, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
