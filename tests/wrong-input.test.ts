import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { en } from '../renderer/language/en.ts';
import { vi } from '../renderer/language/vi.ts';
import { removeDataFolder, temporaryDataFolder } from './harness/data-folder.ts';
import type { Screen } from './harness/screen.ts';
import { runStart, type StartCommand } from './harness/start-command.ts';
import { kioskOfTest, screenOfTest, useBrowser } from './harness/suite.ts';

/** What is missing or wrong has its own words on the screen, in both languages, and the kiosk does what it still can. */

const browser = useBrowser();

/** A quiet kiosk with no hospital but the mock it starts itself, and without its reader. */
function folderOfTest(settings: readonly string[]): string {
  const folder = temporaryDataFolder(settings);
  onTestFinished(() => {
    removeDataFolder(folder);
  });
  return folder;
}

function startOfTest(...args: string[]): StartCommand {
  const command = runStart(args);
  onTestFinished(() => command.stop());
  return command;
}

async function pageOf(command: StartCommand): Promise<Screen> {
  const [, url = ''] = await command.prints(/Kiosk:\s+(\S+)/);
  return screenOfTest(browser(), url);
}

async function saysInBothLanguages(screen: Screen, words: { vi: string; en: string }): Promise<void> {
  await screen.chooseLanguage('Tiếng Việt');
  await screen.says(words.vi).waitFor();
  await screen.chooseLanguage('English');
  await screen.says(words.en).waitFor();
}

describe('a device that is absent', () => {
  it('the reader: the card’s code is enough, and nobody is asked for a card', async () => {
    const kiosk = await kioskOfTest({ settings: ['devices.reader.kind = "none"'] });
    const screen = await screenOfTest(browser(), kiosk.url);
    const hand = await kiosk.join();
    await screen.says(vi.attract.ways.card.scanner).waitFor();
    expect(await screen.says(vi.attract.ways.card.lay).count()).toBe(0);
    hand.simulate({ type: 'scan-person', personId: 'f05', code: 'cccd' });
    await saysInBothLanguages(screen, { vi: vi.choose.title, en: en.choose.title });
    await screen.press(screen.clinic('Surgery'));
    await saysInBothLanguages(screen, { vi: vi.confirm.claimed, en: en.confirm.claimed });
  });

  it('the scanner: the screen says so, a number is typed meanwhile, and codes are back with it', async () => {
    const kiosk = await kioskOfTest({ settings: ['devices.reader.kind = "none"', 'devices.camera.kind = "none"'] });
    const screen = await screenOfTest(browser(), kiosk.url);
    const hand = await kiosk.join();
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'plug', device: 'scanner', plugged: false });
    await saysInBothLanguages(screen, { vi: vi.away.scanner, en: en.away.scanner });
    expect(await screen.says(en.attract.ways.card.scanner).count()).toBe(0);
    await screen.press(screen.button(en.frame.callStaff));
    await screen.says(en.frame.staffCall.known).waitFor();
    expect(kiosk.hospital.desk().calls).toMatchObject([{ kioskId: 'K1' }]);
    await screen.press(screen.button(en.attract.typeNumber));
    await screen.step('typed').waitFor();
    await screen.press(screen.button(en.typed.back));
    hand.simulate({ type: 'plug', device: 'scanner', plugged: true });
    await screen.says(en.attract.ways.card.scanner).or(screen.says(vi.attract.ways.card.scanner)).waitFor();
  });

  it('the camera: the visit goes on without, and the hospital is told', async () => {
    // Chromium without its fake device, on a machine without a camera.
    const kiosk = await kioskOfTest({ settings: ['devices.camera.kind = "device"'] });
    const screen = await screenOfTest(browser(), kiosk.url);
    const hand = await kiosk.join();
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan-person', personId: 'p02', code: 'cccd' });
    await screen.step('identify').waitFor();
    hand.simulate({ type: 'insert-card', personId: 'p02' });
    await screen.press(screen.button(vi.details.skip));
    await screen.says(vi.choose.title).waitFor();
    hand.simulate({ type: 'remove-card' });
    await screen.press(screen.clinic('Ngoại'));
    await screen.press(screen.button(vi.confirm.takeNumber));
    await screen.page.locator('[data-sync="confirmed"]').waitFor();
    const evidence = kiosk.hospital.desk().arrivals[0]?.evidence;
    expect(evidence).toContainEqual({ method: 'face-not-compared', finding: 'no-camera' });
  });

  it('the hospital: said on the list of clinics, and a number is given', async () => {
    const kiosk = await kioskOfTest({ settings: ['devices.reader.kind = "none"', 'delays.lookupMs = 500'] });
    kiosk.hospital.cut();
    const screen = await screenOfTest(browser(), kiosk.url);
    const hand = await kiosk.join();
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan-person', personId: 'f03', code: 'cccd' });
    await saysInBothLanguages(screen, { vi: vi.choose.hospitalAway, en: en.choose.hospitalAway });
    await screen.press(screen.clinic('Surgery'));
    await saysInBothLanguages(screen, { vi: vi.insurance.advice['not-asked'], en: en.insurance.advice['not-asked'] });
    await screen.press(screen.button(en.confirm.takeNumber));
    await saysInBothLanguages(screen, { vi: vi.ticket.sync.pending, en: en.ticket.sync.pending });
    await screen.says(en.ticket.unofficial).waitFor();
  });
});

describe('a start that goes wrong', () => {
  it('with a mistake in the configuration: its line is printed, the screen is closed and says why', async () => {
    const folder = folderOfTest(['kiosk.idd = "K1"', 'delays.idleWarningMs = "soon"']);
    const command = startOfTest('--data', folder);
    const screen = await pageOf(command);
    await command.prints(/kiosk\.toml:2.*idd/);
    await command.prints(/kiosk\.toml:3.*idleWarningMs/);
    await saysInBothLanguages(screen, { vi: vi.closed.title, en: en.closed.title });
    await saysInBothLanguages(screen, {
      vi: vi.notices['configuration-wrong'],
      en: en.notices['configuration-wrong'],
    });
  });

  it('with a data folder that cannot be written: printed with the folder’s name, and the screen does not stay silent', async () => {
    const file = join(folderOfTest([]), 'a-file');
    writeFileSync(file, '');
    const command = startOfTest('--data', join(file, 'below'));
    const screen = await pageOf(command);
    await command.prints(new RegExp(`${file}/below lies below a file`));
    await saysInBothLanguages(screen, {
      vi: vi.notices['data-folder-unwritable'],
      en: en.notices['data-folder-unwritable'],
    });
  });

  it('with a queue that is none of this key: the file is kept, and the screen says so', async () => {
    const folder = folderOfTest(['devices.reader.kind = "none"']);
    writeFileSync(join(folder, 'queue.key'), `${'0'.repeat(64)}\n`, { mode: 0o600 });
    const file = join(folder, 'queue.db');
    writeFileSync(file, 'this was a database once'.repeat(400));
    const before = readFileSync(file, 'utf8');
    const command = startOfTest('--data', folder);
    const screen = await pageOf(command);
    await command.prints(/Tiếp Đón is closed: .+/);
    await saysInBothLanguages(screen, { vi: vi.notices['key-unusable'], en: en.notices['key-unusable'] });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('on a port that is taken: said in one sentence, with what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const port = String((other.address() as AddressInfo).port);
    const command = startOfTest('--data', folderOfTest([]), '--port', port);
    expect(await command.exitCode).toBe(1);
    expect(command.output().trim()).toBe(`Port ${port} is taken by another program; choose another with --port.`);
  });

  it('with words it does not know: they are named, and how to call it is shown', async () => {
    const command = startOfTest('--prot', '80');
    expect(await command.exitCode).toBe(2);
    expect(command.output()).toContain('--prot');
    expect(command.output()).toContain('Usage:');
    const nonsense = startOfTest('--port', 'eighty');
    expect(await nonsense.exitCode).toBe(2);
    expect(nonsense.output()).toContain('eighty is not a port');
  });
});
