import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { dataFolderAt } from '../../electron/operations/data-folder.ts';
import type { MockHis } from '../../fixtures/his/mock-his.ts';
import type { FaceChoice } from '../../renderer/dock/face-link.ts';
import { launchProfile } from './browser.ts';
import { removeDataFolder, temporaryDataFolder } from './data-folder.ts';
import { hospitalSettings, openHospital } from './hospital.ts';
import { openScreen, type Screen, upright } from './screen.ts';
import { runStart, type StartCommand } from './start-command.ts';
import { joinStation, type StationHand } from './station-client.ts';
import { foundIn, foundInFiles, type Trace, wholeStrings } from './traces.ts';

/** A kiosk as somebody starts it, in a browser with a profile that is kept: every place where a visit could leave something. */
export interface SearchedKiosk {
  hospital: MockHis;
  hand: StationHand;
  screen: Screen;
  /** As the shell does it: the next page is there before this one goes. */
  nextPage(): Promise<void>;
  /** A snapshot of the memory takes longer than somebody who walked away is waited for. */
  whileStaying<Value>(look: () => Promise<Value>): Promise<Value>;
  /** Nothing of them in what was printed and logged, nor in the page's console. */
  expectNothingSaid(traces: readonly Trace[]): void;
  /** Nothing in the data folder, neither while the kiosk runs nor after; the kiosk stops. */
  expectNothingInFolder(traces: readonly Trace[]): Promise<void>;
  /** Nothing in the browser's profile; the browser closes. */
  expectNothingInProfile(traces: readonly Trace[]): Promise<void>;
}

/** One for the tests of a file. `face`: who stands before the camera. */
export function useSearchedKiosk(options: { settings: readonly string[]; face: FaceChoice }): () => SearchedKiosk {
  const profile = mkdtempSync(join(tmpdir(), 'tiepdon-profile-'));
  const consoleLines: string[] = [];
  let parts: {
    hospital: MockHis;
    dataFolder: string;
    command: StartCommand;
    context: BrowserContext;
    kiosk: SearchedKiosk;
  } | null = null;

  beforeAll(async () => {
    const hospital = await openHospital();
    const dataFolder = temporaryDataFolder([...hospitalSettings(hospital), ...options.settings]);
    const command = runStart(['--data', dataFolder]);
    const url = (await command.prints(/Kiosk:\s+(\S+)/))[1] ?? '';
    const hand = await joinStation(dataFolderAt(dataFolder).socketFile);
    const context = await launchProfile(profile, upright, [wholeStrings]);
    const openPage = async (): Promise<Screen> => {
      const opened = await openScreen({ newContext: () => Promise.resolve(context) }, url, { face: options.face });
      opened.page.on('console', (message) => consoleLines.push(message.text()));
      opened.page.on('pageerror', (error) => consoleLines.push(String(error)));
      await opened.step('attract').waitFor({ timeout: 90_000 });
      return opened;
    };
    const kiosk: SearchedKiosk = {
      hospital,
      hand,
      screen: await openPage(),
      nextPage: async () => {
        const old = kiosk.screen;
        kiosk.screen = await openPage();
        await old.page.close();
      },
      whileStaying: (look) => {
        const touches = setInterval(() => {
          hand.intent({ type: 'presence' });
        }, 500);
        return look().finally(() => {
          clearInterval(touches);
        });
      },
      expectNothingSaid: (traces) => {
        expect(command.output()).toMatch(/Kiosk:/);
        expect(foundIn([command.output(), ...consoleLines], traces)).toEqual([]);
      },
      expectNothingInFolder: async (traces) => {
        const running = foundInFiles(dataFolder, traces);
        expect(running.files).toEqual(expect.arrayContaining(['queue.db', 'queue.db-wal', 'station.log', 'queue.key']));
        expect(running.found).toEqual([]);
        await command.stop();
        const stopped = foundInFiles(dataFolder, traces);
        expect(stopped.files).toContain('queue.db');
        expect(stopped.found).toEqual([]);
      },
      expectNothingInProfile: async (traces) => {
        await context.close();
        const { files, found } = foundInFiles(profile, traces);
        expect(files.length).toBeGreaterThan(10);
        expect(found).toEqual([]);
      },
    };
    parts = { hospital, dataFolder, command, context, kiosk };
  });
  afterAll(async () => {
    if (parts) {
      await parts.context.close();
      parts.kiosk.hand.close();
      await parts.command.stop();
      await parts.hospital.close();
      removeDataFolder(parts.dataFolder);
    }
    rmSync(profile, { recursive: true, force: true });
  });
  return () => {
    if (!parts) throw new Error('The kiosk is not started yet.');
    return parts.kiosk;
  };
}
