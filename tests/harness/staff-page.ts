import react from '@vitejs/plugin-react';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { build } from 'vite';
import { openOpening } from '../../electron/staff/opening.ts';
import { staffTimers, staffPage, testSnapshot } from '../../electron/staff/staff-testing.ts';
import { defaultConfiguration } from '../../electron/operations/configuration.ts';
import { bodyBuilder } from '../../sync/his/bundle.ts';
import { vi } from '../../renderer/language/vi.ts';
import { fhirSystems } from '../../sync/his/identifiers.ts';
import { testAuthority } from '../../sync/his/test-certificates.ts';
import { desk, refusedBy, settle, testQueue, commit, visit } from '../../sync/queue/test-queue.ts';

/** The page for staff as it is built and served: HTTPS on loopback, a queue on disk, a clock in hand. Everybody is made up. */

const renderer = join(import.meta.dirname, '..', '..', 'renderer');

/** The page alone, built once for the tests of a file: its folder. */
export function useStaffPage(): () => string {
  let built: Awaited<ReturnType<typeof buildStaffPage>> | null = null;
  beforeAll(async () => {
    built = await buildStaffPage();
  });
  afterAll(() => built?.remove());
  return () => {
    if (!built) throw new Error('The page is not built yet.');
    return built.folder;
  };
}

async function buildStaffPage(): Promise<{ folder: string; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-staff-page-'));
  await build({
    configFile: false,
    root: renderer,
    base: './',
    plugins: [react()],
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1000,
      rolldownOptions: { input: { staff: join(renderer, 'staff.html') } },
    },
  });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export const staffPin = '739150';
export const waitingPerson = 'Nguyễn Thị Thử';

/** A reception's morning: one registration that the hospital refused, a desk ticket and somebody at the eye clinic. */
export async function staffDay(pagesFolder: string) {
  const clock = staffTimers();
  const queue = testQueue({
    now: clock.now,
    buildBody: bodyBuilder(fhirSystems({}), { facilityCode: '00000', hospitalName: 'Mẫu' }),
  });
  const clinic = { id: 'mat', name: 'Mắt' };
  const refused = commit(queue, visit('001080000001', { clinic }));
  const sender = queue.attachSender();
  settle(sender, refusedBy(refused.key, 'clinic-full', 'mat'));
  sender.detach();
  const waiting = commit(queue, desk('001080000009'));
  commit(queue, visit('001080000002', { clinic }));
  for (const totalMs of [8_200, 9_400, 31_000]) {
    queue.visitTimes.record({
      kind: 'card',
      outcome: totalMs > 30_000 ? 'desk' : 'ticket',
      endedAt: 'confirm',
      isFirstTry: totalMs < 10_000,
      usedFallback: totalMs > 30_000,
      steps: [
        { step: 'identify', machineMs: 1_400, personMs: 900 },
        { step: 'choose', machineMs: 200, personMs: totalMs - 4_000 },
        { step: 'confirm', machineMs: 700, personMs: 800 },
      ],
    });
  }
  queue.visitTimes.record({
    kind: 'card',
    outcome: 'abandoned',
    endedAt: 'choose',
    isFirstTry: false,
    usedFallback: false,
    steps: [
      { step: 'identify', machineMs: 1_600, personMs: 1_100 },
      { step: 'choose', machineMs: 200, personMs: 60_000 },
    ],
  });
  const opening = openOpening({
    setting: defaultConfiguration().opening,
    timeZone: 'Asia/Ho_Chi_Minh',
    ...clock,
    onChange: () => undefined,
    store: {
      closedBy: () => queue.staff.tasks.closedBy(),
      setClosed: (name, isClosed) => queue.staff.write(({ tasks }) => tasks.setClosed(name, isClosed)) !== null,
    },
  });
  const authority = testAuthority('Servers of the hospital');
  const page = await staffPage({
    queue,
    opening,
    pagesFolder,
    tls: authority.issue('kiosk-1'),
    snapshot: () => ({
      ...testSnapshot(),
      kioskId: 'K1',
      location: { vi: 'Sảnh A', en: 'Lobby A' },
      opening: opening.view(),
      devices: {
        ...testSnapshot().devices,
        scanner: 'ready',
        reader: 'not-reachable',
        camera: 'ready',
        printer: { state: 'ready', isLow: true },
      },
    }),
  });
  await page.account('lan');
  return { ...page, queue, refused, waiting, url: `https://127.0.0.1:${String(page.port)}/` };
}

/** The page in a browser of its own; what goes wrong in it, or is refused by its policy, is gathered. */
export async function openStaffPage(
  browser: Browser,
  url: string,
  viewport = { width: 1440, height: 900 },
): Promise<{ page: Page; troubles: string[] }> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', ({ message }) => troubles.push(message));
  page.on('console', (said) => {
    // A refusal that the page expects is told by the browser as well.
    if (said.type() === 'error' && !said.text().startsWith('Failed to load resource')) troubles.push(said.text());
  });
  await page.goto(url);
  return { page, troubles };
}

/** By the page's own digits. */
export async function typePin(page: Page, pin = staffPin): Promise<void> {
  for (const digit of pin) {
    await page.getByRole('button', { name: digit, exact: true }).click();
  }
}

/** As it stands on the screen: some spaces do not break. */
export const said = (text: string): RegExp =>
  new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/ /g, '\\s'));

export const button = (page: Page, text: string) => page.getByRole('button', { name: said(text) });
export const view = (page: Page, text: string) => page.getByRole('link', { name: said(text) });

export async function logIn(page: Page, name = 'lan'): Promise<void> {
  await page.getByLabel(vi.staff.login.name, { exact: true }).fill(name);
  await typePin(page);
  await page.getByRole('button', { name: vi.staff.login.enter, exact: true }).click();
  await page.locator('.state').waitFor();
}
