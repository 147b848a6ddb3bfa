import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { dataFolderAt } from '../electron/operations/data-folder.ts';
import { logFileName } from '../electron/operations/log.ts';
import { removeDataFolder, temporaryDataFolder } from './harness/data-folder.ts';
import { hospitalSettings, openHospital } from './harness/hospital.ts';
import { startStationProcess } from './harness/station-alone.ts';
import { joinStation, type StationHand } from './harness/station-client.ts';
import { quickSettings, takeTicket } from './harness/visits.ts';

/** A backup that is put back in its place, as nobody should without enrolling it: the hospital knows better. */

const clinic = 'noi-tong-quat';

async function kioskOfTest() {
  const hospital = await openHospital();
  const folder = dataFolderAt(temporaryDataFolder([...hospitalSettings(hospital), ...quickSettings]));
  const backup = `${folder.path}-backup`;
  onTestFinished(async () => {
    await hospital.close();
    for (const path of [folder.path, backup]) removeDataFolder(path);
  });
  /** One life of the station. */
  async function whileRunning<Value>(use: (hand: StationHand) => Promise<Value>): Promise<Value> {
    const station = startStationProcess(folder.path);
    const hand = await joinStation(station.socketPath);
    try {
      return await use(hand);
    } finally {
      hand.close();
      await station.stop();
    }
  }
  return {
    hospital,
    whileRunning,
    logged: (event: string) =>
      readFileSync(join(folder.logsFolder, logFileName), 'utf8')
        .split('\n')
        .filter((line) => line.includes(`"${event}"`)).length,
    backUp: () => {
      cpSync(folder.path, backup, { recursive: true });
    },
    putBack: () => {
      rmSync(folder.path, { recursive: true });
      cpSync(backup, folder.path, { recursive: true });
    },
  };
}

/** Registers somebody, and waits until the hospital has it. */
async function register(hand: StationHand, personId: string): Promise<string> {
  const { key, number } = await takeTicket(hand, personId, clinic);
  await hand.row(key, ({ state }) => state === 'confirmed');
  return number;
}

it('a backup restored in its place gives no number again, and tells staff once', async () => {
  const { hospital, whileRunning, backUp, putBack, logged } = await kioskOfTest();
  const given = [await whileRunning((hand) => register(hand, 'f04'))];
  backUp();
  given.push(
    ...(await whileRunning(async (hand) => {
      const official = await register(hand, 'f01');
      hospital.cut();
      // Another clinic, of which there is no lease: a number of the kiosk's own series.
      const { number, official: isOfficial, key } = await takeTicket(hand, 'f05', 'mat');
      expect(isOfficial).toBe(false);
      await hospital.restore();
      await hand.row(key, ({ state }) => state === 'confirmed');
      return [official, number];
    })),
  );
  putBack();

  await whileRunning(async (hand) => {
    expect(hand.connection.snapshot().staffNotes).toContainEqual({ kind: 'older-copy' });
    given.push(await register(hand, 'f02'));
    hospital.cut();
    given.push((await takeTicket(hand, 'f03', 'mat')).number);
    await hospital.restore();
  });
  expect(new Set(given).size).toBe(given.length);
  expect(logged('queue-older-copy')).toBe(1);

  await whileRunning(async (hand) => {
    expect(hand.connection.snapshot().staffNotes).toEqual([]);
  });
  expect(logged('queue-older-copy')).toBe(1);
});

it('a kiosk that only starts again is no older copy', async () => {
  const { whileRunning, logged } = await kioskOfTest();
  await whileRunning((hand) => register(hand, 'f03'));
  await whileRunning(async (hand) => {
    expect(hand.connection.snapshot().staffNotes).toEqual([]);
  });
  expect(logged('queue-older-copy')).toBe(0);
});
