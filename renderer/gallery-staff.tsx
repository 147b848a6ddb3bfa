import './no-eval.ts';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { languageSchema } from '../electron/bridge/snapshot.ts';
import { staffRefusalSchema } from '../electron/bridge/staff-page.ts';
import { now, panel, session as usualSession } from './gallery-staff-answers.ts';
import type { StaffSample } from './gallery-staff-sample.ts';
import { staffSamples, usualAnswer } from './gallery-staff-samples.ts';
import { addPseudoLanguage } from './language/pseudo-language.ts';
import { createDesk } from './staff/desk.ts';
import type { Glass } from './staff/glass.ts';
import { StaffApp } from './staff/StaffApp.tsx';
import { handClock, jsonOf, newsOf } from './staff/staff-page-testing.ts';
import './staff/index.css';

/**
 * Development only, no input of the build: the page for staff without a kiosk, as it is but for the answers.
 * gallery-staff.html?state=staff-tasks&language=en; without a state, a list of all. contrast=high draws it in high contrast.
 */

const rootElement = document.getElementById('root');
if (!rootElement) throw new Error('no #root');
const root = createRoot(rootElement);

/** The desk of a sample, and the means to have time pass and to break the connection. */
function deskOf(sample: StaffSample, language: string) {
  const clock = handClock();
  const news = newsOf();
  const session = { ...(sample.session ?? usualSession), language };
  const calls = sample.calls ?? [];
  if (calls.length > 0) news.write(`data: ${JSON.stringify({ kind: 'calls', calls })}\n`);
  const answer = (path: string, method: string): Response => {
    if (path === '/api/session') return jsonOf(session);
    if (path === '/api/news') return news.response;
    const body = sample.answers?.[`${method} ${path}`] ?? sample.answers?.[path] ?? usualAnswer(path, method);
    return jsonOf(body, staffRefusalSchema.safeParse(body).success ? 429 : 200);
  };
  const desk = createDesk({
    fetch: async (path, init) => answer(new URL(new Request(path).url).pathname, init?.method ?? 'GET'),
    now: () => new Date(now),
    nowMs: clock.nowMs,
    setTimeout: clock.setTimeout,
    clearTimeout: clock.clearTimeout,
  });
  return { desk, clock, news };
}

const glassView = { panel, idleSecondsLeft: null, cards: 0 };
/** Asks nothing by itself: the desk has its answers from here. */
const glass: Glass = {
  fetch: () => Promise.reject(new Error('nothing is behind it')),
  openNews: () => () => undefined,
  view: () => glassView,
  subscribe: () => () => undefined,
  takeCard: () => false,
  touch: () => undefined,
  leave: () => undefined,
};

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
const mostFrames = 600;

async function found(selector: string): Promise<HTMLElement> {
  for (let frames = 0; frames < mostFrames; frames += 1) {
    const element = document.querySelector<HTMLElement>(selector);
    if (element) return element;
    await frame();
  }
  throw new Error(`nothing is at ${selector}`);
}

/** As a person types it: the page hears of it. */
function type(field: HTMLElement, text: string): void {
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** As a scanner types it, whatever has the focus. */
function scan(text: string): void {
  for (const key of [...text, 'Enter']) window.dispatchEvent(new KeyboardEvent('keydown', { key }));
}

async function show(query: URLSearchParams): Promise<void> {
  const state = query.get('state') ?? '';
  const sample = staffSamples[state];
  const language = languageSchema.catch('vi').parse(query.get('language'));
  delete document.documentElement.dataset['shown'];
  if (query.get('contrast') === 'high') document.documentElement.dataset['contrast'] = 'high';
  else delete document.documentElement.dataset['contrast'];
  if (!sample) {
    root.render(
      <ul>
        {Object.keys(staffSamples).map((each) => (
          <li key={each}>
            <a href={`?state=${each}&language=${language}`}>{each}</a>
          </li>
        ))}
      </ul>,
    );
    return;
  }
  window.location.hash = sample.view ?? 'overview';
  window.scrollTo(0, 0);
  const { desk, clock, news } = deskOf(sample, language);
  // Nothing of the state before is left to be found.
  flushSync(() => root.render(null));
  root.render(<StaffApp desk={desk} glass={sample.isOnGlass ? glass : null} />);
  await found(sample.calls ? '.call' : '.staff-header');
  for (const step of sample.steps ?? []) {
    if ('press' in step) (await found(step.press)).click();
    else if ('focus' in step) (await found(step.focus)).focus();
    else if ('hear' in step) news.write(`data: ${JSON.stringify({ kind: step.hear })}\n`);
    else if ('see' in step) await found(step.see);
    else if (step.type === 'window') scan(step.text);
    else type(await found(step.type), step.text);
    await frame();
  }
  if (sample.passMs !== undefined) {
    clock.pass(sample.passMs / 2);
    // The connection lives.
    news.write(':\n');
    await frame();
    clock.pass(sample.passMs / 2);
  }
  if (sample.endsAway) {
    news.end();
    await found('.away');
  }
  await frame();
  await frame();
  document.documentElement.dataset['shown'] = state;
}

const query = new URLSearchParams(window.location.search);
if (query.get('language') === 'qps') addPseudoLanguage();
// Tests leaf through all states without loading the page for each.
window.addEventListener('gallery-query', (event) => {
  void show(new URLSearchParams(String((event as CustomEvent<unknown>).detail)));
});
void show(query);
