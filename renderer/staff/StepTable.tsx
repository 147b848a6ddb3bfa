import type { Figures } from '../../electron/bridge/figures.ts';
import { Bar } from './Bars.tsx';
import { formatPercent } from '../language/format.ts';
import { formatCount, formatSeconds } from './figures-words.ts';
import { useStaff, useStaffTexts } from './staff-context.ts';

const named = [
  'attract',
  'identify',
  'verify',
  'returning',
  'recognise',
  'enrol',
  'typed',
  'companion',
  'insurance',
  'appointments',
  'details',
  'choose',
  'confirm',
  'whose',
  'ticket',
  'desk',
  'my-ticket',
  'emergency',
] as const;

/** How long each step took, whom it waited for, and how many went away there. */
export function StepTable({ steps }: { steps: Figures['steps'] }) {
  const { language } = useStaff();
  const t = useStaffTexts();
  const longest = Math.max(...steps.map(({ machineMs, personMs }) => (machineMs ?? 0) + (personMs ?? 0)));
  const seconds = (ms: number | null): string => (ms === null ? '–' : formatSeconds(ms, language));
  const nameOf = (step: string): string => {
    // A step of a newer kiosk keeps its own name.
    const known = named.find((each) => each === step);
    return known === undefined ? step : t(`staff.figures.stepNames.${known}`);
  };
  return (
    <section className="figure-block figure-wide">
      <h2>{t('staff.figures.steps')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('staff.figures.step')}</th>
            <td className="bar-cell" />
            <th scope="col" className="legend-first">
              {t('staff.figures.machine')}
            </th>
            <th scope="col" className="legend-other">
              {t('staff.figures.person')}
            </th>
            <th scope="col">{t('staff.figures.abandoned')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ step, visits, abandoned, machineMs, personMs }) => (
            <tr key={step}>
              <th scope="row">{nameOf(step)}</th>
              <td className="bar-cell">
                <Bar values={[machineMs ?? 0, personMs ?? 0]} whole={longest} />
              </td>
              <td>{seconds(machineMs)}</td>
              <td>{seconds(personMs)}</td>
              <td>
                <span className="quiet small">
                  {t('staff.figures.abandonedOf', {
                    abandoned: formatCount(abandoned, language),
                    visits: formatCount(visits, language),
                  })}
                </span>{' '}
                <span className="step-share">{formatPercent(abandoned / Math.max(1, visits), language)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
