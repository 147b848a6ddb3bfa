import { type BenchGroup, measurement, median } from './measurement.ts';
import { runVisits, wholeMs } from './visit-times.ts';

const visitors = {
  card: ['p01', 'p02', 'p06', 'p08', 'p12', 'p14', 'p15'],
  qr: ['f03', 'f04', 'f05', 'f06', 'f12', 'f13', 'f14'],
} as const;

export const visitBench: BenchGroup = {
  prefix: 'visit.',
  run: async () => {
    const wanted = (['card', 'qr'] as const).flatMap((way) =>
      visitors[way].map((personId) => ({ personId, way, outcome: 'ticket' as const })),
    );
    const reports = await runVisits(wanted);
    return (['card', 'qr'] as const).flatMap((way) => {
      const own = reports.filter((_, index) => wanted[index]?.way === way);
      const steps = ['identify', 'verify', 'choose', 'confirm'] as const;
      const perStep = steps.flatMap((step) => {
        const times = own.flatMap(({ stepsMs }) => stepsMs[step] ?? []);
        return times.length === 0 ? [] : [measurement(`visit.${way}.${step}`, median(times), 'ms')];
      });
      return [...perStep, measurement(`visit.${way}.whole`, median(own.map(wholeMs)), 'ms', { goal: 10_000 })];
    });
  },
};
