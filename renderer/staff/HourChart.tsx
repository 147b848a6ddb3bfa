import { columns, hoursShown } from './chart-geometry.ts';
import { formatCount } from './figures-words.ts';
import { useStaff, useStaffTexts } from './staff-context.ts';

const plotHeight = 130;
const labelHeight = 22;
const headRoom = 18;

/** Visits by the hour of the day, and the same as a table. */
export function HourChart({ perHour }: { perHour: readonly number[] }) {
  const { language } = useStaff();
  const t = useStaffTexts();
  const hours = hoursShown(perHour);
  const most = Math.max(...hours.map(({ count }) => count));
  const total = hours.reduce((sum, { count }) => sum + count, 0);
  const busiest = hours.find(({ count }) => count === most)?.hour ?? 0;
  const nameOf = (hour: number) => `${String(hour)}:00`;
  const drawn = columns(
    hours.map(({ count }) => count),
    { height: plotHeight, top: most },
  );
  return (
    <section className="figure-block">
      <h2>{t('staff.figures.perHour')}</h2>
      <svg
        className="hour-chart"
        role="img"
        aria-label={t('staff.figures.perHourAlt', {
          count: total,
          hour: nameOf(busiest),
          most: formatCount(most, language),
        })}
        height={headRoom + plotHeight + labelHeight}
      >
        <line className="chart-axis" x1="0" x2="100%" y1={headRoom + plotHeight} y2={headRoom + plotHeight} />
        {drawn.map(({ xPercent, widthPercent, y, height }, index) => {
          const { hour = 0, count = 0 } = hours[index] ?? {};
          const middle = `${String(xPercent + widthPercent / 2)}%`;
          return (
            <g key={hour}>
              <rect
                className="chart-column"
                x={`${String(xPercent)}%`}
                width={`${String(widthPercent)}%`}
                y={headRoom + y}
                height={height}
              />
              {count > 0 && (
                <text className="chart-count" x={middle} y={headRoom + y - 5}>
                  {formatCount(count, language)}
                </text>
              )}
              <text className="chart-hour" x={middle} y={headRoom + plotHeight + labelHeight - 5}>
                {hour}
              </text>
            </g>
          );
        })}
      </svg>
      <details>
        <summary>{t('staff.figures.table')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('staff.figures.hour')}</th>
              <th scope="col">{t('staff.figures.count')}</th>
            </tr>
          </thead>
          <tbody>
            {hours.map(({ hour, count }) => (
              <tr key={hour}>
                <th scope="row">{nameOf(hour)}</th>
                <td>{formatCount(count, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
