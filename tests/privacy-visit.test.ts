import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolderAt } from '../electron/operations/data-folder.ts';
import type { MockHis } from '../fixtures/his/mock-his.ts';
import { vi } from '../renderer/language/vi.ts';
import { launchProfile } from './harness/browser.ts';
import { removeDataFolder, temporaryDataFolder } from './harness/data-folder.ts';
import { hospitalSettings, openHospital } from './harness/hospital.ts';
import { person } from './harness/people.ts';
import { openScreen, type Screen, upright } from './harness/screen.ts';
import { runStart, type StartCommand } from './harness/start-command.ts';
import { joinStation, type StationHand } from './harness/station-client.ts';
import {
  foundIn,
  foundInFiles,
  heapStrings,
  portraitTraces,
  remainsOf,
  type Trace,
  tracesOf,
  wholeStrings,
} from './harness/traces.ts';

/**
 * A visit by card and face, in a browser with a profile that is kept: during it the person is on the screen and in the page's
 * memory, so that what finds nothing afterwards could have found something.
 */

const patient = person('p01');
const profile = mkdtempSync(join(tmpdir(), 'tiepdon-profile-'));
let hospital: MockHis;
let dataFolder: string;
let command: StartCommand;
let context: BrowserContext;
let hand: StationHand;
let url: string;
let screen: Screen;
const consoleLines: string[] = [];
let traces: Trace[] = tracesOf(patient);

declare global {
  interface Window {
    /** Set by the test: gone once the page has begun anew. */
    isOfVisit?: boolean;
  }
}

/** Opens the kiosk's page as the shell does, in a page of its own. */
async function openPage(): Promise<Screen> {
  const opened = await openScreen({ newContext: () => Promise.resolve(context) }, url, {
    face: { camera: 'simulated', url: '/people/p01/live1.jpg' },
  });
  opened.page.on('console', (message) => consoleLines.push(message.text()));
  opened.page.on('pageerror', (error) => consoleLines.push(String(error)));
  await opened.step('attract').waitFor();
  return opened;
}

beforeAll(async () => {
  hospital = await openHospital();
  dataFolder = temporaryDataFolder([
    ...hospitalSettings(hospital),
    'delays.idleWarningMs = 9000',
    'delays.idleGraceMs = 3000',
    'delays.endWarningMs = 1500',
    'delays.endGraceMs = 1500',
  ]);
  command = runStart(['--data', dataFolder]);
  url = (await command.prints(/Kiosk:\s+(\S+)/))[1] ?? '';
  hand = await joinStation(dataFolderAt(dataFolder).socketFile);
  context = await launchProfile(profile, upright, [wholeStrings]);
  screen = await openPage();
});
afterAll(async () => {
  await context.close();
  hand.close();
  await command.stop();
  await hospital.close();
  removeDataFolder(dataFolder);
  rmSync(profile, { recursive: true, force: true });
});

/** Card, chip and face, until the clinics are asked for. */
async function identified(): Promise<void> {
  hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
  await hand.at('identify');
  hand.simulate({ type: 'insert-card', personId: patient.id });
  const { portrait } = await hand.at('verify');
  traces = [...tracesOf(patient), ...portraitTraces(portrait.base64)];
  hand.simulate({ type: 'remove-card' });
}

/** A snapshot of the memory takes longer than somebody who walked away is waited for. */
async function whileStaying<Value>(look: () => Promise<Value>): Promise<Value> {
  const touches = setInterval(() => {
    hand.intent({ type: 'presence' });
  }, 500);
  return look().finally(() => {
    clearInterval(touches);
  });
}

async function theEnd(): Promise<void> {
  await hand.at('attract', ({ prompt }) => prompt === 'welcome');
  await screen.says(vi.attract.prompt.welcome.title).waitFor();
}

describe('a visit by card and face', () => {
  it('has the person on the screen and in the page’s memory while it lasts', async () => {
    await screen.page.evaluate(() => (window.isOfVisit = true));
    await identified();
    await screen.press(screen.button(vi.appointments.walkIn));
    await screen.press(screen.clinic('Ngoại'));
    await screen.step('confirm').waitFor();
    expect(foundIn(await remainsOf(screen.page), traces)).toContain('name');
    expect(await whileStaying(async () => foundIn(await heapStrings(screen.page), traces))).toContain('name');
  });

  it('leaves nothing in the page once its ticket has gone', async () => {
    await screen.press(screen.button(vi.confirm.takeNumber));
    await screen.page.locator('[data-sync="confirmed"]').waitFor();
    await theEnd();
    expect(foundIn(await remainsOf(screen.page), traces)).toEqual([]);
  });

  it('leaves nothing in the memory of the page that has begun anew', async () => {
    await screen.page.waitForFunction(() => window.isOfVisit === undefined);
    await screen.step('attract').waitFor();
    expect(foundIn(await heapStrings(screen.page), traces)).toEqual([]);
  });
});

describe('a visit from which the person walks away after the face', () => {
  it('leaves nothing in the page, nor in the memory of the one that takes its place', async () => {
    await identified();
    await screen.step('appointments').waitFor();
    await screen.page.getByRole('alertdialog', { name: vi.idle.title }).waitFor();
    await theEnd();
    expect(foundIn(await remainsOf(screen.page), traces)).toEqual([]);
    // As the shell does it: the next page is there before this one goes.
    const old = screen;
    screen = await openPage();
    await old.page.close();
    expect(foundIn(await heapStrings(screen.page), traces)).toEqual([]);
    expect(foundIn(await remainsOf(screen.page), traces)).toEqual([]);
  });
});

describe('two visits', () => {
  it('leave nothing in what the kiosk printed and logged, nor in the page’s console', () => {
    expect(command.output()).toMatch(/Kiosk:/);
    expect(foundIn([command.output(), ...consoleLines], traces)).toEqual([]);
  });

  it('leave nothing readable in the data folder, neither while the kiosk runs nor after', async () => {
    const running = foundInFiles(dataFolder, traces);
    expect(running.files).toEqual(expect.arrayContaining(['queue.db', 'queue.db-wal', 'station.log', 'queue.key']));
    expect(running.found).toEqual([]);
    await command.stop();
    const stopped = foundInFiles(dataFolder, traces);
    expect(stopped.files).toContain('queue.db');
    expect(stopped.found).toEqual([]);
  });

  it('leave nothing in the browser’s profile', async () => {
    await context.close();
    const { files, found } = foundInFiles(profile, traces);
    expect(files.length).toBeGreaterThan(10);
    expect(found).toEqual([]);
  });
});
