import type { Ticket } from '../registration.ts';
import type { QueueEntry } from './port.ts';

/** The times of a model kiosk. */
export const instants = [
  '2026-03-01T09:00:00Z',
  '2026-03-02T01:30:00Z',
  '2026-03-02T06:00:00Z',
  '2026-03-03T01:30:00Z',
];
/** The day and half-day of each instant, in Hanoi. */
export const slots = ['2026-03-01 afternoon', '2026-03-02 morning', '2026-03-02 afternoon', '2026-03-03 morning'];

/** A row as the patient and the staff know it. */
interface Known {
  person: string;
  clinicId: string | null;
  slot: string;
  /** When it was given out. */
  givenSlot: string;
  number: string;
  /** Where the number must be the only one. */
  numberSpace: string;
  visitKey: string;
  isSuperseded: boolean;
  isShown: boolean;
}

/** What a kiosk owes its patients, by the keys of their rows; `row` tells what the real queue makes of one. */
export class KnownRows extends Map<string, Known> {
  readonly #row: (key: string) => QueueEntry;

  constructor(row: (key: string) => QueueEntry) {
    super();
    this.#row = row;
  }

  learn(
    key: string,
    known: Pick<Known, 'person' | 'clinicId' | 'slot' | 'givenSlot' | 'visitKey'>,
    { number, official }: Ticket,
  ): void {
    const { slot, clinicId } = known;
    const numberSpace = official ? `${slot} ${clinicId}` : slot.slice(0, 10);
    this.set(key, { ...known, number, numberSpace, isSuperseded: false, isShown: false });
  }

  /** Its patient may be called by its ticket. */
  #isLiving(key: string): boolean {
    const known = this.get(key);
    const isRefused = [key, known?.visitKey ?? key].some((part) => this.#row(part).state === 'dead');
    return known !== undefined && known.clinicId !== null && !known.isSuperseded && !isRefused;
  }

  livingAt(person: string, clinicId: string, slot: string): string[] {
    return [...this]
      .filter(([, row]) => row.person === person && row.clinicId === clinicId && row.slot === slot)
      .map(([key]) => key)
      .filter((key) => this.#isLiving(key));
  }

  /** The row of a visit that counts; none once it was cancelled. */
  currentOf(visitKey: string): Known | null {
    return [...this.values()].findLast((row) => row.visitKey === visitKey && !row.isSuperseded) ?? null;
  }

  /** How the change to a clinic must end, or the cancelling (null). */
  endOfChange(visitKey: string, clinicId: string | null, slotNow: string): string {
    const visit = this.#row(visitKey);
    const { person, slot } = this.get(visitKey)!;
    const current = this.currentOf(visitKey);
    if (visit.kind === 'desk') return 'unknown';
    if (current === null) return 'cancelled';
    if (slots.indexOf(slot) < slots.indexOf(slotNow)) return 'over';
    if (clinicId === null) return 'amended';
    if (visit.state === 'dead') return 'unknown';
    if (current.clinicId === clinicId) return 'same-clinic';
    return this.livingAt(person, clinicId, slot).length > 0 ? 'already-registered' : 'amended';
  }
}
