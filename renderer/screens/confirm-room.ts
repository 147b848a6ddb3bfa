import type { VisitAt } from '../../electron/bridge/snapshot.ts';

type Confirm = VisitAt<'confirm'>;

/** Lines of facts that the upright and the lying screen have room for, measured with nothing else beside the least. */
const upright = 18;
const lying = 9;

/** Lines that each part takes, in lines of facts. */
const lines = { choice: 2.2, row: 1.1, insurance: 2.2, claimed: 1.4, declare: 4.5, cardStillThere: 2 } as const;

/**
 * How many facts of the insurance fit beside all else on the last screen, which may not scroll. The line above them, how
 * the insurance stands, is always there.
 */
export function factsThatFit({ choices, later, holder, carer, stream, mayDeclare, cardStillThere }: Confirm): number {
  if (choices.length > 1) return 0;
  const below =
    lines.insurance + (holder.identity === 'claimed' ? lines.claimed : 0) + (mayDeclare.length > 0 ? lines.declare : 0);
  const rows =
    [later, carer, holder.maskedIdNumber, holder.birthYear, stream].filter((each) => each !== null).length + 1;
  const doctors = choices.filter(({ doctor }) => doctor !== null).length;
  const sheet = lines.choice + (rows + doctors) * lines.row;
  const banner = cardStillThere ? lines.cardStillThere : 0;
  return Math.max(0, Math.floor(Math.min(upright - banner - sheet - below, lying - below)));
}
