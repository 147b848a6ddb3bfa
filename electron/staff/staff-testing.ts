/** The page for staff for tests: a real queue on disk, real HTTP(S) on loopback, a clock and timers in hand. Everybody is made up. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { assert, onTestFinished, vi } from 'vitest';
import type { KioskQueue } from '../../sync/queue/queue.ts';
import { mondayMorning, testQueue } from '../../sync/queue/test-queue.ts';
import type { KioskSnapshot } from '../bridge/snapshot.ts';
import { type StaffNews, staffHeader } from '../bridge/staff-page.ts';
import { handTimers } from '../hand-timers-testing.ts';
import { closedView } from '../kiosk-view.ts';
import { defaultConfiguration } from '../operations/configuration.ts';
import { accountDesk } from './account-desk.ts';
import { type AnswersOptions, createStaffAnswers } from './answers.ts';
import { createCallBoard } from './call-board.ts';
import { createLogin } from './login.ts';
import { keepPin } from './pin.ts';
import type { StaffPorts } from './route.ts';
import { createStaffServer, type StaffServerOptions } from './server.ts';
import { createSessions } from './sessions.ts';

/** Made once: it takes its time. */
const ownPin = keepPin('739150');

/** From Monday morning on. */
export const staffTimers = () => handTimers(Date.parse(mondayMorning));

export const testSnapshot = (): Omit<KioskSnapshot, 'sequence'> => ({
  ...closedView(defaultConfiguration(), 'queue-damaged'),
  service: 'open',
  notices: [],
  opening: { state: 'open' },
  today: '2026-03-02',
});

export interface Answered {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  json: unknown;
}

/** One request; `cookie` as a browser would send it. */
async function ask(
  port: number,
  method: string,
  url: string,
  options: {
    body?: unknown;
    cookie?: string | undefined;
    headers?: Record<string, string>;
    caPem?: string | undefined;
  } = {},
): Promise<Answered> {
  const { body, cookie, headers = { [staffHeader]: '1' }, caPem } = options;
  const text = body === undefined ? '' : JSON.stringify(body);
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const call = caPem === undefined ? httpRequest : httpsRequest;
  const sent = call(
    {
      host: '127.0.0.1',
      port,
      method,
      path: url,
      agent: false,
      ...(caPem === undefined ? {} : { ca: caPem }),
      headers: {
        ...(text === '' ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        ...(cookie === undefined ? {} : { cookie }),
        ...headers,
      },
    },
    (response) => {
      let heard = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (heard += chunk));
      response.on('end', () => {
        const isJson = response.headers['content-type']?.startsWith('application/json') === true;
        const json: unknown = isJson ? JSON.parse(heard) : null;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: heard, json });
      });
    },
  );
  sent.on('error', reject);
  sent.end(text);
  return promise;
}

export interface Browser {
  cookie(): string | undefined;
  get(url: string, headers?: Record<string, string>): Promise<Answered>;
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  /** Opens the stream of news; `when` waits for one. */
  news(): Promise<{ heard: StaffNews[]; when(kind: StaffNews['kind']): Promise<StaffNews>; close(): void }>;
}

export async function staffPage(
  changes: Partial<AnswersOptions & Omit<StaffServerOptions, 'answers'>> & {
    cardNeedsPin?: boolean;
    queue?: KioskQueue;
    caPem?: string;
  } = {},
) {
  const { cardNeedsPin = false, caPem, ...rest } = changes;
  const timers = staffTimers();
  const queue = changes.queue ?? testQueue({ now: timers.now });
  const board = createCallBoard(timers);
  const sessions = createSessions({ nowMs: timers.nowMs, lockAfterMs: 60_000 });
  const desk = accountDesk(queue.staff, (name) => sessions.endOf(name));
  const printing = {
    testPage: vi.fn<StaffPorts['printing']['testPage']>().mockResolvedValue('printed'),
    reprint: vi.fn<StaffPorts['printing']['reprint']>().mockResolvedValue('printed'),
  };
  const opening = {
    close: vi.fn<StaffPorts['opening']['close']>().mockReturnValue('done'),
    open: vi.fn<StaffPorts['opening']['open']>().mockReturnValue('not-in-that-state'),
  };
  const visit = {
    assisted: vi.fn<StaffPorts['visit']['assisted']>().mockReturnValue({ state: 'none' }),
    staffCompared: vi.fn<StaffPorts['visit']['staffCompared']>().mockReturnValue(true),
    subject: vi.fn<StaffPorts['visit']['subject']>().mockReturnValue('1 a'),
  };
  const faults: unknown[] = [];
  const onFault = (error: unknown): void => void faults.push(error);
  const answers = createStaffAnswers({
    queue,
    board,
    opening,
    printing,
    visit,
    snapshot: testSnapshot,
    language: 'vi',
    parts: () => ({ lamp: null, gallery: null }),
    clinics: () => [{ id: 'mat', name: { vi: 'Mắt', en: 'Eyes' } }],
    clockOffsetMs: () => 12.4,
    ...timers,
    login: createLogin({ records: queue.staff, now: timers.now, cardNeedsPin }),
    sessions,
    lockAfterMs: 60_000,
    ...rest,
  });
  const { tls = null, pagesFolder = null } = changes;
  const made = createStaffServer({ answers, tls, pagesFolder, onFault });
  assert(made.ok);
  const { server } = made;
  const listening = await server.listen('127.0.0.1', 0);
  assert(listening.ok, JSON.stringify(listening));
  const { port } = listening;
  onTestFinished(async () => {
    answers.news.stop();
    await server.stop();
  });

  /** An account with the PIN 739150. */
  async function account(name: string, role: 'reception' | 'it' = 'reception'): Promise<void> {
    const kept = { ...(await ownPin), isStart: false };
    assert(queue.staff.write(({ accounts }) => accounts.add({ name, role, pin: kept }, 'staff:root'))?.value);
  }

  function browser(): Browser {
    let cookie: string | undefined;
    const hear = (answered: Answered): Answered => {
      const [set] = (answered.headers['set-cookie'] as string[] | undefined) ?? [];
      if (set !== undefined) cookie = set.split(';')[0];
      return answered;
    };
    return {
      cookie: () => cookie,
      get: async (url, headers) => hear(await ask(port, 'GET', url, { cookie, caPem, ...(headers && { headers }) })),
      post: async (url, body = {}, headers) =>
        hear(await ask(port, 'POST', url, { body, cookie, caPem, ...(headers && { headers }) })),
      async news() {
        const heard: StaffNews[] = [];
        const waiting = new Set<() => void>();
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        const sent = (caPem === undefined ? httpRequest : httpsRequest)(
          {
            host: '127.0.0.1',
            port,
            path: '/api/news',
            agent: false,
            ...(caPem === undefined ? {} : { ca: caPem }),
            headers: cookie === undefined ? {} : { cookie },
          },
          (response) => {
            response.setEncoding('utf8');
            response.on('data', (text: string) => {
              for (const line of text.split('\n')) {
                if (line.startsWith('data: ')) heard.push(JSON.parse(line.slice('data: '.length)) as StaffNews);
              }
              for (const look of [...waiting]) look();
            });
            response.on('error', () => undefined);
            resolve();
          },
        );
        sent.on('error', reject);
        sent.end();
        onTestFinished(() => void sent.destroy());
        await promise;
        return {
          heard,
          close: () => void sent.destroy(),
          when: async (kind) => {
            const found = Promise.withResolvers<StaffNews>();
            const look = (): void => {
              const news = heard.findLast((each) => each.kind === kind);
              if (news === undefined) return;
              waiting.delete(look);
              found.resolve(news);
            };
            waiting.add(look);
            look();
            return found.promise;
          },
        };
      },
    };
  }

  /** Somebody at their own browser, logged in. */
  async function loggedIn(name: string, role: 'reception' | 'it' = 'reception'): Promise<Browser> {
    await account(name, role);
    const page = browser();
    const answered = await page.post('/api/login', { by: 'pin', name, pin: '739150' });
    assert(answered.status === 200, answered.text);
    return page;
  }

  return {
    ...{ port, answers, sessions, queue, board, desk, timers, printing, opening, visit, faults, onFault },
    account,
    browser,
    loggedIn,
  };
}
