import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { VisitSnapshot } from '../../electron/bridge/snapshot.ts';
import { launchBrowser } from '../harness/browser.ts';
import { serveBuiltPage } from '../harness/built-page.ts';
import { type InspectedStation, inspectForks, inspectStation } from '../harness/inspected.ts';
import { startHouseKiosk } from '../harness/kiosk.ts';
import { openScreen, type Screen } from '../harness/screen.ts';
import type { StationHand } from '../harness/station-client.ts';
import { quickSettings, show } from '../harness/visits.ts';
import { buildApplication } from '../packaging/application.ts';
import { slopeOf } from './least-squares.ts';
import { type BenchGroup, measurement } from './measurement.ts';

/**
 * Thousands of visits of made-up people by the code of their card, one after the other, before the built page in Chromium that
 * another one follows after each visit, as in life. What leaks in a visit shows as a slope: of the resident memory, and of what JavaScript
 * still holds after a collection, which no cache of an allocator blurs.
 */

/** Fewer for a quick look: the slope is then mostly that of the start. */
const visits = Number(process.env['SOAK_VISITS'] ?? 2_000);
/** Caches and compiled code grow at first. */
const warmUp = Math.min(200, Math.floor(visits / 3));
/** Pages that follow one another cost more time than the visits: in a quick look every so many visits. */
const visitsPerPage = Number(process.env['SOAK_VISITS_PER_PAGE'] ?? 1);
const sampleEvery = 10;
const slopeGoalBytes = 1_024;

/** What somebody answers who wants to be seen today and nothing else. */
function answerAt(visit: VisitSnapshot): VisitIntent {
  switch (visit.step) {
    case 'identify':
      return { type: 'continue-without-card' };
    case 'insurance':
      return { type: 'go-on-paying' };
    case 'appointments':
      return { type: 'walk-in' };
    case 'details':
      return { type: 'skip-answer' };
    case 'choose': {
      if (visit.state === 'rooms') return { type: 'choose-any' };
      const open = visit.tiles.find((tile) => tile.kind === 'clinic' && tile.clinic.open);
      // A day of thousands fills every clinic; the rest ends at the desk.
      return open?.kind === 'clinic' ? { type: 'choose-clinic', clinicId: open.clinic.id } : { type: 'ask-for-staff' };
    }
    default:
      return { type: 'confirm' };
  }
}

/** The code of a card of nobody: women born in Hanoi in 1980 with running numbers. */
const codeOf = (ordinal: number): string =>
  `001180${String(ordinal).padStart(6, '0')}||Nguyễn Thị Thử|17051980|Nữ|Số 1 phố Thử, Hà Nội|20062022`;

/** What is asked, as far as it makes a difference to the answer. */
const askedIn = (visit: VisitSnapshot): string => `${visit.step} ${'state' in visit ? visit.state : ''}`;

async function visit(hand: StationHand, ordinal: number): Promise<void> {
  await show(hand, { type: 'scan', text: codeOf(ordinal) }, ({ step }) => step !== 'attract');
  let answered = '';
  for (;;) {
    const { visit: shown } = await hand.snapshotWith(
      `what comes after ${answered}`,
      ({ visit: next }) =>
        askedIn(next) !== answered &&
        next.step !== 'attract' &&
        !('state' in next && ['looking-up', 'committing'].includes(next.state)),
    );
    if (shown.step === 'ticket' || shown.step === 'desk') break;
    answered = askedIn(shown);
    hand.intent(answerAt(shown));
  }
  hand.intent({ type: 'finish' });
  await hand.at('attract');
}

/** Resident, a page that processes share counted once among them: their number differs from sample to sample. */
const residentKiB = (pid: number): number => {
  const rollup = readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
};

/** Chromium's processes: all that this one has started, and they have, but the station. */
function browserPids(stationPid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      // After the name in parentheses: state, parent.
      const parent = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1];
      parents.set(Number(name), Number(parent));
    } catch {
      // It ended meanwhile.
    }
  }
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid);
    return pid !== stationPid && parent !== undefined && (parent === process.pid || isOurs(parent));
  };
  return [...parents.keys()].filter(isOurs);
}

/** The page's own heap after a collection, in the process of the page that is shown now. */
async function pageHeapBytes({ page, context }: Screen): Promise<number> {
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
}

interface Sample {
  visits: number;
  stationBytes: number;
  stationHeapBytes: number;
  browserBytes: number;
  pageHeapBytes: number;
}

async function sampleAfter(
  count: number,
  stationPid: number,
  inside: InspectedStation,
  screen: Screen,
): Promise<Sample> {
  const station = await inside.memory();
  const pageHeap = await pageHeapBytes(screen);
  const browserKiB = browserPids(stationPid).reduce((sum, pid) => {
    try {
      return sum + residentKiB(pid);
    } catch {
      return sum;
    }
  }, 0);
  return {
    visits: count,
    stationBytes: station.residentBytes,
    stationHeapBytes: station.heapBytes + station.externalBytes,
    browserBytes: browserKiB * 1_024,
    pageHeapBytes: pageHeap,
  };
}

/** Sockets of the last visit close by then. */
const settlingMs = 20_000;

/** Open sockets, pipes and files of a station at rest; a timer is none. */
async function handlesAtRest(inside: InspectedStation): Promise<number> {
  await pause(settlingMs);
  const { resources } = await inside.memory();
  return resources.filter((kind) => kind !== 'Timeout' && kind !== 'Immediate').length;
}

const mebibytes = (bytes: number | undefined): number => (bytes ?? 0) / 2 ** 20;

export const soakBench: BenchGroup = {
  prefix: 'visit.soak',
  isLong: true,
  run: async () => {
    const forks = await inspectForks();
    const kiosk = await startHouseKiosk({ settings: quickSettings });
    const application = await buildApplication();
    const built = await serveBuiltPage(application.renderer, kiosk.folder.socketFile);
    const url = `${built.origin}/index.html#token=soak`;
    const browser = await launchBrowser();
    const inside = await inspectStation(forks.port);
    try {
      const hand = await kiosk.join();
      const pid = kiosk.stationPid();
      if (pid === undefined) throw new Error('There is no station.');
      let screen = await openScreen(browser, url);
      await screen.step('attract').waitFor();
      const samples: Sample[] = [];
      let handlesAtStart = 0;
      const begunMs = performance.now();
      for (let count = 1; count <= visits; count += 1) {
        await visit(hand, count);
        if (count % visitsPerPage === 0) {
          // As the shell does: the next page is there before this one goes.
          const next = await openScreen(browser, url);
          await next.step('attract').waitFor();
          await screen.close();
          screen = next;
        }
        if (count === warmUp) handlesAtStart = await handlesAtRest(inside);
        if (count >= warmUp && count % sampleEvery === 0) samples.push(await sampleAfter(count, pid, inside, screen));
      }
      const visitMs = (performance.now() - begunMs) / visits;
      const last = samples.at(-1);
      const slope = (name: string, of: (sample: Sample) => number) =>
        measurement(
          `visit.soak.${name}-slope`,
          slopeOf(samples.map((sample) => [sample.visits, of(sample)] as const)),
          'B',
          { goal: slopeGoalBytes },
        );
      const handles = await handlesAtRest(inside);
      return [
        measurement('visit.soak.visits', visits, 'count'),
        measurement('visit.soak.visit', visitMs, 'ms'),
        measurement('visit.soak.station', mebibytes(last?.stationBytes), 'MiB'),
        measurement('visit.soak.station-heap', mebibytes(last?.stationHeapBytes), 'MiB'),
        measurement('visit.soak.browser', mebibytes(last?.browserBytes), 'MiB'),
        measurement('visit.soak.page-heap', mebibytes(last?.pageHeapBytes), 'MiB'),
        slope('station', ({ stationBytes }) => stationBytes),
        slope('station-heap', ({ stationHeapBytes }) => stationHeapBytes),
        slope('browser', ({ browserBytes }) => browserBytes),
        slope('page-heap', (sample) => sample.pageHeapBytes),
        measurement('visit.soak.handles-differ', Math.abs(handles - handlesAtStart), 'count', { goal: 0 }),
      ];
    } finally {
      inside.close();
      forks.end();
      await browser.close();
      await built.close();
      application.remove();
      await kiosk.stop();
    }
  },
};
