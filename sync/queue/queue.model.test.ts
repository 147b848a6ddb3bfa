import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OutboxItem } from './outbox.ts';
import type { KioskQueue, OutboxSender } from './queue.ts';
import { desk, leaseRequest, openOrThrow, temporaryFolder, testClock, testOptions, visit } from './test-queue.ts';

/**
 * Any order of registrations, sendings, lost answers, refusals, leases, clock changes and crashes, against a model of the
 * hospital that applies a key once. A crash is a copy of the files as they lie there, opened while the old queue still
 * thinks it runs.
 */

const people = ['001080000001', '001080000002', '001080000003'];
const clinics = ['mat', 'nhi'];
const instants = ['2026-03-01T09:00:00Z', '2026-03-02T01:30:00Z', '2026-03-02T06:00:00Z', '2026-03-03T01:30:00Z'];

type Step =
  | { do: 'commit'; person: number; clinic: number }
  | { do: 'commit-desk'; person: number }
  | { do: 'send'; limit: number }
  | { do: 'answer'; which: number; outcome: 'confirmed' | 'answer-lost' | 'not-arrived' | 'refused' }
  | { do: 'lease'; first: number; length: number }
  | { do: 'clock'; instant: number }
  | { do: 'crash' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('commit' as const), person: fc.nat(2), clinic: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('commit-desk' as const), person: fc.nat(2) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), limit: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which: fc.nat(4),
      outcome: fc.constantFrom('confirmed', 'answer-lost', 'not-arrived', 'refused'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('lease' as const),
      first: fc.nat(10),
      length: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clock' as const), instant: fc.nat(instants.length - 1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
);

interface Committed {
  /** Day, session, person, clinic; null for the desk. */
  slot: string | null;
  number: string;
  /** Where the number must be unique. */
  numberSpace: string;
}

class World {
  readonly #clock = testClock(instants[1]);
  readonly #folder = temporaryFolder();
  #generation = 0;
  #queue: KioskQueue;
  #sender: OutboxSender;
  #travelling: OutboxItem[] = [];
  readonly committed = new Map<string, Committed>();
  readonly refused = new Set<string>();
  /** What the hospital has: the bytes per key, in the order of their first arrival. */
  readonly hospital = new Map<string, string>();
  readonly #firstBytes = new Map<string, string>();

  constructor() {
    this.#queue = this.#open();
    this.#sender = this.#queue.attachSender();
  }

  #file(): string {
    return join(this.#folder, `queue-${this.#generation}.db`);
  }

  #open(): KioskQueue {
    return openOrThrow(testOptions(this.#file(), { now: this.#clock.now }));
  }

  run(next: Step): void {
    switch (next.do) {
      case 'commit':
        return this.#commit(people[next.person]!, clinics[next.clinic]!);
      case 'commit-desk':
        return this.#commitDesk(people[next.person]!);
      case 'send':
        return this.#send(next.limit);
      case 'answer':
        return this.#answer(next.which, next.outcome);
      case 'lease':
        return this.#lease(next.first, next.length);
      case 'clock':
        return this.#clock.set(instants[next.instant]!);
      case 'crash':
        return this.#crash();
    }
  }

  #commit(person: string, clinicId: string): void {
    const result = this.#queue.commit(visit(person, { clinic: { id: clinicId, name: clinicId } }));
    if (result.kind === 'failed') throw new Error(result.detail);
    if (result.kind === 'already-registered') {
      const known = this.committed.get(result.key);
      expect(known?.slot).toContain(`${person} ${clinicId}`);
      expect(known?.number).toBe(result.ticket.number);
      expect(this.refused.has(result.key)).toBe(false);
      return;
    }
    const { key, ticket, serviceDate, session } = result.registration;
    const slot = `${serviceDate} ${session} ${person} ${clinicId}`;
    for (const [otherKey, other] of this.committed) {
      if (other.slot === slot) expect(this.refused.has(otherKey)).toBe(true);
    }
    const numberSpace = ticket.official ? `${serviceDate} ${session} ${clinicId}` : serviceDate;
    this.committed.set(key, { slot, number: ticket.number, numberSpace });
  }

  #commitDesk(person: string): void {
    const result = this.#queue.commit(desk(person));
    if (result.kind !== 'committed') throw new Error(result.kind);
    const { key, ticket, serviceDate } = result.registration;
    this.committed.set(key, { slot: null, number: ticket.number, numberSpace: serviceDate });
  }

  #send(limit: number): void {
    const items = this.#sender.claim(limit, []);
    for (const { key, lane, body } of items) {
      expect(this.#travelling.filter((other) => other.lane === lane)).toEqual([]);
      expect(this.#firstBytes.get(key) ?? body).toBe(body);
      this.#firstBytes.set(key, body);
      this.#travelling.push({ key, lane, body });
    }
  }

  #answer(which: number, outcome: 'confirmed' | 'answer-lost' | 'not-arrived' | 'refused'): void {
    const [item] = this.#travelling.splice(which % Math.max(1, this.#travelling.length), 1);
    if (item === undefined) return;
    const { key, body } = item;
    if (outcome === 'refused' && !this.hospital.has(key)) {
      this.refused.add(key);
      this.#sender.settle([{ key, state: 'dead', detail: '422: refused' }]);
      return;
    }
    const alreadyThere = this.hospital.has(key);
    if (outcome !== 'not-arrived') this.hospital.set(key, body);
    this.#sender.settle([
      outcome === 'answer-lost' || outcome === 'not-arrived'
        ? { key, state: 'pending', detail: 'time-out' }
        : { key, state: 'confirmed', encounterId: 'e', alreadyThere, number: null },
    ]);
  }

  #lease(first: number, length: number): void {
    this.#queue.addLease(leaseRequest(), { prefix: 'A', first, last: first + length - 1 });
  }

  #crash(): void {
    const lying = this.#file();
    this.#generation += 1;
    copyFileSync(lying, this.#file());
    if (existsSync(`${lying}-wal`)) copyFileSync(`${lying}-wal`, `${this.#file()}-wal`);
    this.#queue.close();
    this.#queue = this.#open();
    this.#sender = this.#queue.attachSender();
    this.#travelling = [];
  }

  /** The hospital answers everything from now on; staff set the refused rows aside. */
  drainAndCheck(): void {
    this.#crash();
    for (const key of this.refused) expect(this.#queue.decideDead(key, 'set-aside')).toBe(true);
    do {
      this.#send(10);
      const waiting = this.#travelling.length;
      for (let index = 0; index < waiting; index += 1) this.#answer(0, 'confirmed');
    } while (this.#queue.statistics().pending > 0);

    const numbers = [...this.committed.values()].map(({ numberSpace, number }) => `${numberSpace} ${number}`);
    expect(new Set(numbers).size).toBe(numbers.length);
    const arrived = [...this.committed.keys()].filter((key) => !this.refused.has(key));
    expect([...this.hospital.keys()].sort()).toEqual(arrived.sort());
    for (const [key, { number }] of this.committed) {
      const entry = this.#queue.entry(key);
      expect(entry).toMatchObject({ ticket: { number }, state: this.refused.has(key) ? 'dead' : 'confirmed' });
    }
    expect(this.#queue.statistics()).toMatchObject({
      pending: 0,
      inFlight: 0,
      confirmed: arrived.length,
      dead: this.refused.size,
    });
    this.#queue.close();
  }
}

it('loses nothing, doubles nothing and gives each number once, whatever happens in whatever order', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), (steps) => {
      const world = new World();
      for (const next of steps) world.run(next);
      world.drainAndCheck();
    }),
    { numRuns: 40 },
  );
}, 60_000);
