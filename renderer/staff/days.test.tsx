import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../electron/bridge/snapshot.ts';
import { deskTask, helpCall, overview, session } from '../gallery-staff-answers.ts';
import { CallBar } from './CallBar.tsx';
import { createDesk } from './desk.ts';
import { StaffContext } from './staff-context.ts';
import { handClock, jsonOf } from './staff-page-testing.ts';
import { TaskCard } from './TaskCard.tsx';

/** What a part of the page says on Monday, 2 March 2026, at 08:30, to somebody who is logged in. */
function said(part: ReactNode, language: Language, calls = [helpCall]): string {
  const desk = createDesk({ ...handClock(), fetch: () => Promise.resolve(jsonOf({})) });
  const state = { ...desk.state(), session, calls };
  const page = { desk, glass: null, state, session, language, setLanguage: () => undefined, tell: () => undefined };
  const markup = renderToStaticMarkup(<StaffContext value={page}>{part}</StaffContext>);
  return markup.replaceAll(/<[^>]*>/g, '\n');
}

const monday = '2026-03-02T00:05:00+07:00';
const sunday = '2026-03-01T23:55:00+07:00';
const task = (since: string) => (
  <TaskCard task={{ ...deskTask, since }} overview={overview} isOpen={false} onToggle={() => undefined} />
);

describe('what lives longer than a day says of which day it is', () => {
  it.each([
    ['vi', monday, 'Lúc 00:05 ·'],
    ['vi', sunday, 'Lúc 23:55, 01/03 ·'],
    ['en', monday, 'At 00:05 ·'],
    ['en', sunday, 'At 23:55, 1 March ·'],
  ] as const)('a task, in %s, of %s: %s', (language, since, words) => {
    expect(said(task(since), language)).toContain(words);
  });

  it.each([
    ['vi', monday, 'Sảnh A, tầng 1, lúc 00:05\n'],
    ['vi', sunday, 'Sảnh A, tầng 1, lúc 23:55, 01/03\n'],
    ['en', monday, 'Sảnh A, tầng 1, at 00:05\n'],
    ['en', sunday, 'Sảnh A, tầng 1, at 23:55, 1 March\n'],
  ] as const)('a call, in %s, of %s: %s', (language, since, words) => {
    expect(said(<CallBar />, language, [{ ...helpCall, since }])).toContain(words);
  });
});
