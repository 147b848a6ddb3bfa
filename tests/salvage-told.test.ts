import { writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../electron/cli/command-testing.ts';
import { dataFolderAt } from '../electron/operations/data-folder.ts';
import { removeDataFolder, temporaryDataFolder } from './harness/data-folder.ts';
import { hospitalSettings, openHospital } from './harness/hospital.ts';
import { startStationProcess } from './harness/station-alone.ts';
import { joinStation } from './harness/station-client.ts';
import { quickSettings, takeTicket } from './harness/visits.ts';

describe('a queue that was damaged and salvaged', () => {
  it('is told on the first screen at every start of the week, and by the figures', async () => {
    const hospital = await openHospital();
    const folder = dataFolderAt(temporaryDataFolder([...hospitalSettings(hospital), ...quickSettings]));
    onTestFinished(async () => {
      await hospital.close();
      removeDataFolder(folder.path);
    });

    const whole = startStationProcess(folder.path);
    const hand = await joinStation(folder.socketFile);
    const { key } = await takeTicket(hand, 'f03', 'mat');
    await hand.row(key, ({ state }) => state === 'confirmed');
    expect(hand.connection.snapshot().staffNotes).toEqual([]);
    hand.close();
    await whole.stop();

    writeFileSync(folder.databaseFile, Buffer.alloc(4096, 1), { flag: 'r+' });
    for (const start of ['that salvages', 'after it']) {
      const station = startStationProcess(folder.path);
      const again = await joinStation(folder.socketFile);
      expect(again.connection.snapshot().staffNotes, start).toEqual([{ kind: 'salvaged', saved: 1, lost: 0 }]);
      again.close();
      await station.stop();
    }
    const { out } = await run('queue', 'stats', '--data', folder.path);
    expect(out).toMatch(/salvage\s+20\S+Z: 1 registrations saved; lost: 0 registrations/);
    expect(out).toMatch(/damagedFile\s+queue\.db\.damaged-/);
  });
});
