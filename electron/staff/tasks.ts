import { Temporal } from 'temporal-polyfill';
import type { QueueEntry } from '../../sync/queue/port.ts';
import type { KioskQueue } from '../../sync/queue/queue.ts';
import type { StaffTask } from '../bridge/staff-page.ts';
import { calledTicket } from '../visit/my-ticket.ts';
import { syncOf } from '../visit/synced-ticket.ts';

/** More desk tickets than a kiosk gives in a day. */
const mostRows = 2_000;

/** A ticket of shortly before midnight is still there for the night, and one of a day off for the day after. */
export const deskForDays = 2;
const deskDays = [0, 1, 2];

export const isDeskOpen = ({ registeredAt }: QueueEntry, now: Date): boolean =>
  now.getTime() - Date.parse(registeredAt) < deskForDays * 24 * 60 * 60_000;

/**
 * What staff owe somebody, oldest first: calls that nobody settled, registrations that the hospital refused, desk tickets of the
 * last two days until somebody says that they are done, and whatever staff hold, until they let it go: nothing else sends it.
 */
export function openTasks(
  queue: Pick<KioskQueue, 'worklist' | 'rows' | 'staff'>,
  { today, now }: { today: string; now: Date },
): StaffTask[] {
  const said = new Map(queue.staff.tasks.list().map((task) => [task.id, task]));
  const refused = queue.worklist();
  const held = queue.rows(mostRows, { held: true }).reverse();
  const isListed = new Set([...refused, ...held].map(({ key }) => key));
  const desk = deskDays
    .map((days) => Temporal.PlainDate.from(today).subtract({ days }).toString())
    .flatMap((serviceDate) => queue.rows(mostRows, { serviceDate }))
    .filter((row) => isDesk(row) && !isListed.has(row.key))
    .filter((row) => isDeskOpen(row, now));
  const ofRow = (kind: 'refused' | 'desk' | 'held', row: QueueEntry): StaffTask => {
    const word = said.get(row.key);
    const endsByWord = kind === 'desk' && !row.held;
    return {
      id: row.key,
      kind,
      // A row that was refused again, or held, after it was settled is open again.
      state: !endsByWord && word?.state === 'done' ? 'open' : (word?.state ?? 'open'),
      by: word?.actor ?? null,
      hasNote: (word?.note ?? '') !== '',
      identity: identityOf(word?.reason),
      since: row.registeredAt,
      number: calledTicket(row).number,
      clinicId: row.clinicId,
      reason: row.refusal?.reason ?? null,
      sendTo: row.refusal?.sendTo ?? null,
      amendment: row.amendment,
      held: row.held,
      sync: row.setAside ? 'settled' : syncOf(row),
      hasPerson: row.state !== 'confirmed' && !row.setAside && row.bodySha256 !== '',
    };
  };
  const calls = [...said.values()]
    .filter(({ kind }) => kind === 'call')
    .map(({ id, state, actor, note, reason, openedAt }): StaffTask => ({
      id,
      kind: 'call',
      state,
      by: actor,
      hasNote: note !== '',
      identity: null,
      since: openedAt,
      number: null,
      clinicId: null,
      reason: reason === 'emergency' || reason === 'printer' ? reason : 'help',
      sendTo: null,
      amendment: null,
      held: false,
      sync: 'none',
      hasPerson: false,
    }));
  const rows = [
    ...refused.map((row) => ofRow('refused', row)),
    ...held.map((row) => ofRow(isDesk(row) ? 'desk' : 'held', row)),
    ...desk.map((row) => ofRow('desk', row)),
  ];
  return [...calls, ...rows]
    .filter(({ state }) => state !== 'done')
    .sort((one, other) => Date.parse(one.since) - Date.parse(other.since));
}

/** Somebody stands at the desk with it. */
const isDesk = ({ kind, amendment }: QueueEntry): boolean => kind === 'desk' && amendment === null;

const identityOf = (reason: string | null | undefined): StaffTask['identity'] =>
  reason === 'same-person' || reason === 'other-person' ? reason : null;
