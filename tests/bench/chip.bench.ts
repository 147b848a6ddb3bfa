import { readChip } from '../../native/emrtd/reader.ts';
import { ApduReader } from '../../native/readers/apdu-reader.ts';
import type { ReaderStatus } from '../../native/readers/port.ts';
import type { ChipData } from '../../native/emrtd/chip.ts';
import { specimenChip } from '../../fixtures/cards/specimen-card.ts';
import { specimenPeople } from '../../fixtures/people/person.ts';
import { openReaderSimulator } from '../../fixtures/simulators/reader-simulator.ts';
import { type BenchGroup, measurement, median } from './measurement.ts';

const groups = [1, 13, 2] as const;
const reads = 7;

/**
 * APDUs that the best public strategy with short APDUs over BAC needs for these files: select and BAC 3, then 231 bytes of
 * content an APDU, first read by SFI, no EF.COM.
 */
function publicBest(chip: ChipData): number {
  const files = [chip.sod, ...groups.flatMap((group) => chip.dataGroups.get(group) ?? [])];
  return 3 + files.reduce((sum, file) => sum + Math.ceil(file.length / 231), 0);
}

async function readOn(prefer: 'pcsc' | 'in-process') {
  const simulator = await openReaderSimulator({ prefer });
  const reader = new ApduReader({ slot: simulator.slot, readChip, groups });
  try {
    if (simulator.path !== prefer) return null;
    const person = specimenPeople().find(({ id }) => id === 'p01');
    const image = person && specimenChip(person);
    if (!image) throw new Error('p01 has no card');
    const times: number[] = [];
    let chip: ChipData | null = null;
    for (let run = 0; run < reads; run += 1) {
      const laid = nextCard(reader);
      await simulator.insertCard(image, 'p01');
      const status = await laid;
      const startedMs = performance.now();
      const result = await status.read({ keys: [image.accessKey] });
      times.push(performance.now() - startedMs);
      if (!result.ok) throw new Error(`the chip was not read: ${result.failure.kind}`);
      chip = result.chip;
      await simulator.removeCard();
    }
    return chip && { chip, medianMs: median(times) };
  } finally {
    await reader.close();
    await simulator.close();
  }
}

function nextCard(reader: ApduReader): Promise<Extract<ReaderStatus, { state: 'card' }>> {
  return new Promise((resolve) => {
    const stop = reader.subscribe((status) => {
      if (status.state !== 'card') return;
      stop();
      resolve(status);
    });
  });
}

export const chipBench: BenchGroup = {
  prefix: 'chip.',
  run: async () => {
    const inProcess = await readOn('in-process');
    const overPcsc = await readOn('pcsc');
    if (!inProcess) throw new Error('the card in this process could not be read');
    const { chip } = inProcess;
    return [
      measurement('chip.read.apdus', chip.cost.apdus, 'APDU', { reference: publicBest(chip), goal: 1.05 }),
      measurement('chip.read.sent', chip.cost.bytesSent, 'B'),
      measurement('chip.read.received', chip.cost.bytesReceived, 'B'),
      measurement('chip.read.in-process', inProcess.medianMs, 'ms'),
      // The PC/SC stack's own share: the same chip and reader code with and without it.
      ...(overPcsc ? [measurement('chip.read.pcsc', overPcsc.medianMs, 'ms', { reference: inProcess.medianMs })] : []),
    ];
  },
};
