import { z } from 'zod';
import { staffActor } from '../../sync/queue/audit.ts';
import type { QueueEntry } from '../../sync/queue/port.ts';
import { type Figures, figuresPeriodSchema, reportFormSchema } from '../bridge/figures.ts';
import { kioskActionSchema, type ReprintChoice, reprintSchema, type StaffActionResult } from '../bridge/staff-page.ts';
import { calledTicket, payerKnown } from '../visit/my-ticket.ts';
import { toldStream } from '../visit/stream.ts';
import { overviewOf } from './overview.ts';
import { monthlyReport, monthPattern } from './report.ts';
import { paperOfKey, paperOfNumber } from './reprint.ts';
import { did, json, nothing, parsed, type PrintOutcome, refused, type RouteParts, type StaffRoute } from './route.ts';
import { openTasks } from './tasks.ts';

/** How the kiosk is, what it did, and what may be done to it. */
export function kioskRoutes(parts: RouteParts): StaffRoute[] {
  const { queue, opening, printing } = parts;
  const today = (): string => parts.snapshot().today;
  const figures = keptFigures(parts);

  async function printed(outcome: Promise<PrintOutcome>): Promise<StaffActionResult> {
    const result = await outcome;
    return result === 'printed' ? 'done' : result;
  }

  return [
    {
      method: 'GET',
      url: '/api/overview',
      needs: 'open',
      answer: () =>
        json(
          overviewOf({
            snapshot: parts.snapshot(),
            statistics: queue.statistics(),
            parts: { ...parts.parts(), isDiskRefusing: queue.isDiskRefusing() },
            clockOffsetMs: parts.clockOffsetMs(),
            now: parts.now(),
            openTasks: openTasks(queue, { today: today(), now: parts.now() }).length,
            clinics: parts.clinics(),
          }),
        ),
    },
    {
      method: 'GET',
      url: '/api/figures',
      needs: 'open',
      answer: ({ query }) => {
        const period = figuresPeriodSchema.safeParse(query['period']);
        return period.success ? json(figures(period.data)) : refused('bad-request');
      },
    },
    {
      method: 'GET',
      url: '/api/report.csv',
      needs: 'open',
      place: 'network',
      answer: ({ query }, session) => {
        const month = z.string().regex(monthPattern).safeParse(query['month']);
        const form = reportFormSchema.safeParse(query['form']);
        if (!month.success || !form.success) return refused('bad-request');
        const entry = { action: 'report-exported', detail: month.data } as const;
        if (!queue.note({ actor: staffActor(session.account.name), ...entry })) return refused('failed');
        return {
          kind: 'csv',
          text: monthlyReport(month.data, form.data, figures),
          fileName: `tiepdon-${parts.snapshot().kioskId}-${month.data}${form.data === 'excel' ? '-excel' : ''}.csv`,
        };
      },
    },
    {
      method: 'POST',
      url: '/api/kiosk',
      needs: 'open',
      answer: parsed(kioskActionSchema, ({ action }, _, { account }) => did(opening[action](account.name))),
    },
    {
      method: 'POST',
      url: '/api/print/test',
      needs: 'open',
      answer: parsed(nothing, async (_, __, session) => {
        const isNoted = queue.note({ actor: staffActor(session.account.name), action: 'test-printed' });
        if (!isNoted) return did('failed');
        return did(await printed(printing.testPage()));
      }),
    },
    {
      method: 'POST',
      url: '/api/print/ticket',
      needs: 'open',
      answer: parsed(reprintSchema, async (wanted, _, session) => {
        const moment = { today: today(), now: parts.now() };
        const found =
          'key' in wanted ? paperOfKey(queue, wanted.key, moment) : paperOfNumber(queue, wanted.number, moment);
        if (found.kind === 'several') return json({ result: 'several', choices: found.rows.map(choiceOf) });
        if (found.kind !== 'row') return did(found.kind);
        const entry = { action: 'ticket-reprinted', subject: found.row.key } as const;
        if (!queue.note({ actor: staffActor(session.account.name), ...entry })) return did('failed');
        return did(await printed(printing.reprint(found.row)));
      }),
    },
  ];
}

const choiceOf = (row: QueueEntry): ReprintChoice => ({
  key: row.key,
  number: calledTicket(row).number,
  clinicId: row.clinicId,
  stream: toldStream(row.stream, payerKnown(row)),
  day: row.serviceDate,
  session: row.session,
});

const figuresKeptMs = 60_000;
/** A month's report asks for each of its days. */
const mostFigures = 100;

/** Figures of a month are worked out once a minute, whoever asks how often: patients wait on the same thread. Today's are new. */
function keptFigures(parts: Pick<RouteParts, 'queue' | 'snapshot' | 'nowMs'>): (period: string) => Figures {
  const kept = new Map<string, { figures: Figures; atMs: number }>();
  return (period) => {
    const atMs = parts.nowMs();
    const known = kept.get(period);
    const isFresh = known !== undefined && atMs - known.atMs < figuresKeptMs;
    if (isFresh && period !== parts.snapshot().today) return known.figures;
    const figures = parts.queue.visitTimes.figures(period);
    kept.delete(period);
    kept.set(period, { figures, atMs });
    for (const oldest of kept.keys()) {
      if (kept.size <= mostFigures) break;
      kept.delete(oldest);
    }
    return figures;
  };
}
