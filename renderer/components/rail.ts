import type { VisitStep } from '../../electron/bridge/snapshot.ts';

/** What a visit is made of, as a patient would say it. */
export const railStops = ['who', 'cover', 'clinic', 'ticket'] as const;
type RailStop = (typeof railStops)[number];

/** Where a step stands on the rail; null where no visit is under way. */
export function railOf(step: VisitStep): RailStop | null {
  switch (step) {
    case 'attract':
    case 'emergency':
      return null;
    case 'insurance':
      return 'cover';
    case 'appointments':
    case 'choose':
    case 'confirm':
      return 'clinic';
    case 'ticket':
    case 'my-ticket':
    case 'desk':
    case 'enrol':
      return 'ticket';
    default:
      return 'who';
  }
}
