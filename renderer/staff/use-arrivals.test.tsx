import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../electron/bridge/snapshot.ts';
import { arrivalList, plannedList, session } from '../gallery-staff-answers.ts';
import { ArrivalList } from './ArrivalList.tsx';
import { createDesk } from './desk.ts';
import { StaffContext } from './staff-context.ts';
import { handClock, jsonOf } from './staff-page-testing.ts';
import { afterAnswer, arrivalsToPrint } from './use-arrivals.ts';

/** A desk whose kiosk answers so; null: it does not answer. */
function deskOf(answers: () => Response | null) {
  const asked: string[] = [];
  const desk = createDesk({
    ...handClock(),
    fetch: (path, init) => {
      asked.push(`${init?.method ?? 'GET'} ${path instanceof Request ? path.url : path.toString()}`);
      const answer = answers();
      return answer === null ? Promise.reject(new Error('nobody is there')) : Promise.resolve(answer);
    },
  });
  return { desk, asked };
}

const shown = { list: arrivalList, why: null };
const newer = { ...plannedList, asOf: '2026-03-02T10:30:00+07:00' };

describe('a list of arrivals on paper', () => {
  it('is asked for once more before', async () => {
    const { desk, asked } = deskOf(() => jsonOf(newer));
    expect(await arrivalsToPrint(desk, shown)).toMatchObject({
      kind: 'paper',
      shown: { list: { asOf: newer.asOf, rows: newer.rows.map(({ key }) => ({ key })) }, why: null },
    });
    expect(asked).toEqual(['POST /api/arrivals']);
  });

  it.each([
    ['too-many', 429],
    ['failed', 500],
  ])('is the old one where the kiosk cannot tell it, and says so: %s', async (error, status) => {
    const { desk } = deskOf(() => jsonOf({ error }, status));
    expect(await arrivalsToPrint(desk, shown)).toEqual({ kind: 'paper', shown: { list: arrivalList, why: error } });
  });

  it('is the old one where the kiosk does not answer, which is waited for once', async () => {
    const { desk, asked } = deskOf(() => null);
    const old = { kind: 'paper', shown: { list: arrivalList, why: 'away' } };
    expect(await arrivalsToPrint(desk, shown)).toEqual(old);
    expect(asked).toHaveLength(1);
    expect(await arrivalsToPrint(desk, shown)).toEqual(old);
    expect(asked).toHaveLength(1);
    desk.stop();
  });

  it.each(['locked', 'not-allowed', 'pin-change-needed'] as const)(
    'is none for somebody who may not see it: %s',
    async (error) => {
      const { desk } = deskOf(() => jsonOf({ error }, 403));
      expect(await arrivalsToPrint(desk, shown)).toEqual({ kind: 'refused', why: error });
    },
  );
});

it('a list that was told again is no longer old', () => {
  const old = afterAnswer(shown, { ok: false, why: 'failed' });
  expect(old).toEqual({ list: arrivalList, why: 'failed' });
  expect(afterAnswer(old, { ok: true, value: newer })).toEqual({ list: newer, why: null });
});

describe('a list of arrivals', () => {
  function said(language: Language): string {
    const { desk } = deskOf(() => null);
    const state = { ...desk.state(), session };
    const page = { desk, glass: null, state, session, language, setLanguage: () => undefined, tell: () => undefined };
    const markup = renderToStaticMarkup(
      <StaffContext value={page}>
        <ArrivalList first={plannedList} onBack={() => undefined} />
      </StaffContext>,
    );
    return markup.replaceAll(/<[^>]*>/g, '|').replaceAll(/\|+/g, '|');
  }

  it.each([
    ['vi', 'Danh sách lúc 09:40 · Đã đến: 7 · Lấy số từ hôm trước: 2', '|Lấy số từ trước |sáng|15:10, 01/03|'],
    ['en', 'As of 09:40 · Arrived: 7 · Number from an earlier day: 2', '|From an earlier day |morning|15:10, 1 March|'],
  ] as const)('says in %s when it was told, and who may not be there yet', (language, counts, planned) => {
    expect(said(language)).toContain(counts);
    expect(said(language)).toContain(planned);
    expect(said(language).split(`|${planned.split('|')[1] ?? ''}|`)).toHaveLength(3);
  });
});
