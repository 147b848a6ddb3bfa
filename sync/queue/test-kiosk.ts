import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { SubmitAnswer } from '../his/hospital-api.ts';
import type { OutboxItem, Settlement } from './outbox.ts';
import type { KioskQueue } from './queue.ts';
import type { OutboxSender } from './sending.ts';
import type { QueueEntry } from './port.ts';
import type { TestHospital } from './test-hospital.ts';
import { instants, KnownRows, slots } from './test-known.ts';
import {
  consent,
  desk,
  leaseRequest,
  openOrThrow,
  record,
  temporaryFolder,
  testClock,
  testOptions,
  visit,
} from './test-queue.ts';

const actor = 'staff:thu';

/** What stands at a row that was sent and not answered. */
const lostDetail = 'time-out';

/** How one sending ends. */
export const outcomes = ['answered', 'answer-lost', 'not-arrived', 'refused-on-the-way'] as const;
type Outcome = (typeof outcomes)[number];

/** A real queue, and beside it what it owes its patients; each call is checked against that. */
export class ModelKiosk {
  readonly #id: string;
  readonly #hospital: TestHospital;
  readonly #clock = testClock();
  readonly #folder = temporaryFolder();
  #generation = 0;
  queue: KioskQueue;
  #sender: OutboxSender;
  #travelling: OutboxItem[] = [];
  #answers: Settlement[] = [];
  readonly known = new KnownRows((key) => this.row(key));
  /** By id: the visit in which a consent was given, and the keys of its rows. */
  readonly #consents = new Map<string, { visitKey: string; given: string; withdrawn: string | null }>();
  readonly #firstBytes = new Map<string, string>();

  constructor(id: string, hospital: TestHospital) {
    this.#id = id;
    this.#hospital = hospital;
    this.queue = this.#open();
    this.#sender = this.queue.attachSender();
  }

  #file(): string {
    return join(this.#folder, `queue-${this.#generation}.db`);
  }

  #open(): KioskQueue {
    return openOrThrow(testOptions(this.#file(), { kioskId: this.#id, now: this.#clock.now }));
  }

  row(key: string): QueueEntry {
    const row = this.queue.row(key);
    if (row === null) throw new Error(`${key} is lost`);
    return row;
  }

  #slotNow(): string {
    return this.#clock.now().toISOString() < '2026-03-02'
      ? '2026-03-01 afternoon'
      : slots[instants.indexOf(this.#instant)]!;
  }

  #instant: string = instants[1]!;
  setClock(to: string): void {
    this.#instant = to;
    this.#clock.set(to);
  }

  /** `ahead`: for how many sessions later than now, as far as there are any. */
  commit(person: string, clinicId: string, ahead: number): void {
    const givenSlot = this.#slotNow();
    const slot = slots[Math.min(slots.indexOf(givenSlot) + ahead, slots.length - 1)]!;
    const [serviceDate = '', session] = slot.split(' ') as [string, 'morning' | 'afternoon'];
    const living = this.known.livingAt(person, clinicId, slot);
    const planned = ahead === 0 ? null : { serviceDate, session };
    const result = this.queue.commit(visit(person, { clinic: { id: clinicId, name: clinicId }, planned }));
    if (result.kind === 'failed') throw new Error(result.detail);
    expect(result.kind).toBe(living.length > 0 ? 'already-registered' : 'committed');
    if (result.kind === 'already-registered') {
      expect(living).toContain(result.key);
      expect(result.ticket.number).toBe(this.known.get(result.key)?.number);
      return;
    }
    const { key, ticket } = result.registration;
    expect(result.registration).toMatchObject({ serviceDate, session });
    this.known.learn(key, { person, clinicId, slot, givenSlot, visitKey: key }, ticket);
  }

  commitDesk(person: string): void {
    const result = this.queue.commit(desk(person));
    if (result.kind !== 'committed') throw new Error(result.kind);
    const { key, ticket } = result.registration;
    const slot = this.#slotNow();
    this.known.learn(key, { person, clinicId: null, slot, givenSlot: slot, visitKey: key }, ticket);
  }

  amend(which: number, clinicId: string | null): void {
    const all = [...this.known.keys()];
    const key = all[which % Math.max(1, all.length)];
    if (key === undefined) return;
    const { visitKey, person } = this.known.get(key)!;
    const { slot } = this.known.get(visitKey)!;
    const slotNow = this.#slotNow();
    const current = this.known.currentOf(visitKey);
    const expected = this.known.endOfChange(visitKey, clinicId, slotNow);
    const result = this.queue.amend(
      clinicId === null
        ? { kind: 'cancel', visitKey: key }
        : {
            kind: 'change-clinic',
            visitKey: key,
            clinic: { id: clinicId, name: clinicId },
            stream: 'insured',
            priorityReason: null,
            service: null,
          },
    );
    expect(result.kind === 'not-possible' ? result.reason : result.kind).toBe(expected);
    if (result.kind !== 'amended' || current === null) return;
    current.isSuperseded = true;
    expect(this.row(result.key)).toMatchObject({ visitKey, amendment: clinicId === null ? 'cancel' : 'change-clinic' });
    if (clinicId !== null) {
      this.known.learn(result.key, { person, clinicId, slot, givenSlot: slotNow, visitKey }, result.ticket);
    }
  }

  /** In a visit that this kiosk knows, or in one of another time. */
  giveConsent(which: number, isKnown: boolean): void {
    const all = [...this.known].filter(([, { clinicId }]) => clinicId !== null);
    const [key, known] = all[which % Math.max(1, all.length)] ?? [];
    const visitKey = isKnown && known !== undefined ? known.visitKey : crypto.randomUUID();
    const consentId = crypto.randomUUID();
    const before = key === undefined ? null : this.queue.currentEntry(key);
    const given = record(this.queue, consent(visitKey, { consentId }));
    this.#consents.set(consentId, { visitKey, given, withdrawn: null });
    expect(this.row(given)).toMatchObject({ amendment: 'consent', visitKey, ticketShown: true, clinicId: null });
    if (key !== undefined) expect(this.queue.currentEntry(key)).toEqual(before);
  }

  withdrawConsent(which: number): void {
    const all = [...this.#consents];
    const [consentId, told] = all[which % Math.max(1, all.length)] ?? [];
    if (consentId === undefined || told === undefined) return;
    const withdrawn = record(this.queue, consent(told.visitKey, { consentId, status: 'inactive' }));
    expect(told.withdrawn ?? withdrawn).toBe(withdrawn);
    told.withdrawn = withdrawn;
    expect(this.row(told.given)).toMatchObject({ superseded: true });
  }

  send(limit: number): void {
    const items = this.#sender.settleAndClaim(this.#answers.splice(0), limit, []);
    if (items === null) throw new Error('the disk refused');
    for (const { key, lane, body } of items) {
      expect(this.#travelling.filter((other) => other.lane === lane)).toEqual([]);
      expect(this.#firstBytes.get(key) ?? body).toBe(body);
      this.#firstBytes.set(key, body);
      this.#travelling.push({ key, lane, body });
    }
  }

  /** What is on its way comes to an end, at the latest with the next sending on the disk. */
  answer(which: number, outcome: Outcome): void {
    const [item] = this.#travelling.splice(which % Math.max(1, this.#travelling.length), 1);
    if (item === undefined) return;
    const { key, body } = item;
    if (outcome === 'not-arrived') return this.#settle({ key, state: 'pending', detail: 'unreachable' });
    if (outcome === 'refused-on-the-way') return this.#settleDead(key, { reason: 'other', sendTo: null });
    const answer: SubmitAnswer = this.#hospital.submit(key, body);
    if (outcome === 'answer-lost') return this.#settle({ key, state: 'pending', detail: lostDetail });
    if (answer.kind === 'dead') return this.#settleDead(key, answer.refusal);
    if (answer.kind === 'confirmed') this.#settle({ ...answer, key, state: 'confirmed' });
  }

  #settleDead(key: string, refusal: Extract<Settlement, { state: 'dead' }>['refusal']): void {
    this.#settle({ key, state: 'dead', detail: '422', refusal });
    const { kind, amendment, visitKey, superseded, setAside } = this.row(key);
    if (amendment === 'consent') expect(setAside).toBe(superseded);
    if (kind === 'desk') return;
    const isGivenUp = amendment === null ? this.#ofVisit(key, 'cancel').length > 0 : superseded;
    expect(setAside).toBe(isGivenUp);
    if (isGivenUp) return;
    // Whoever holds the ticket must be known to the desk.
    const notices = this.#ofVisit(visitKey, 'refusal-notice').length;
    if (amendment === null) expect(notices).toBe(1);
    else expect(notices).toBeGreaterThan(0);
  }

  #setAside(key: string): ReturnType<KioskQueue['setAside']> {
    const { amendment, visitKey } = this.row(key);
    const result = this.queue.setAside(key, actor);
    const known = this.known.get(key);
    // What was moved on or cancelled since stands for nothing that could come back.
    if (result !== 'done' || known === undefined || amendment === null || known.isSuperseded) return result;
    // The place before a refused change stands again.
    const parts = [...this.known].filter(([other, row]) => row.visitKey === visitKey && !this.row(other).setAside);
    known.isSuperseded = true;
    parts.at(-1)![1].isSuperseded = false;
    return result;
  }

  #ofVisit(visit: string, amendment: QueueEntry['amendment']): QueueEntry[] {
    return this.queue.rows(1000).filter((row) => row.visitKey === visit && row.amendment === amendment);
  }

  #settle(settlement: Settlement): void {
    this.#sender.settleAndClaim([settlement], 0, []);
  }

  decide(which: number, decision: 'hold' | 'release' | 'retry' | 'setAside'): void {
    const rows = this.queue.rows(10);
    const row = rows[which % Math.max(1, rows.length)];
    if (row === undefined) return;
    const result = decision === 'setAside' ? this.#setAside(row.key) : this.queue[decision](row.key, actor);
    expect(['done', 'not-in-that-state']).toContain(result);
  }

  show(which: number): void {
    const offered = this.queue.unshownTickets();
    const row = offered[which % Math.max(1, offered.length)];
    if (row === undefined) return;
    this.queue.markTicketShown(row.key);
    this.known.get(row.key)!.isShown = true;
  }

  lease(first: number, size: number): void {
    this.queue.addLease(leaseRequest({ kioskId: this.#id }), { prefix: 'A', first, last: first + size - 1 });
  }

  restart(isClean: boolean): void {
    const lying = this.#file();
    if (!isClean) {
      this.#generation += 1;
      copyFileSync(lying, this.#file());
      if (existsSync(`${lying}-wal`)) copyFileSync(`${lying}-wal`, `${this.#file()}-wal`);
    }
    this.#sender.detach();
    this.queue.close();
    this.queue = this.#open();
    expect(this.queue.statistics().inFlight).toBe(0);
    this.#sender = this.queue.attachSender();
    this.#travelling = [];
  }

  /** Staff release what is held, try refused rows once more, and then set them aside. */
  drain(): void {
    this.restart(false);
    for (const { key } of this.queue.rows(1000, { held: true })) expect(this.queue.release(key, actor)).toBe('done');
    const tried = new Set<string>();
    for (;;) {
      do {
        this.send(10);
        while (this.#travelling.length > 0) this.answer(0, 'answered');
        this.send(10);
      } while (this.#travelling.length > 0);
      const refused = this.queue.worklist();
      if (refused.length === 0) return;
      for (const { key } of refused) {
        // With its visit an amendment is set aside as well.
        if (this.row(key).setAside) continue;
        expect(tried.has(key) ? this.#setAside(key) : this.queue.retry(key, actor)).toBe('done');
        tried.add(key);
      }
    }
  }

  check(): void {
    const rows = this.queue.rows(1000);
    for (const [key, { number, isShown, isSuperseded, givenSlot }] of this.known) {
      const row = this.row(key);
      expect(row).toMatchObject({ ticket: { number }, ticketShown: isShown, superseded: isSuperseded });
      this.setClock(instants[slots.indexOf(givenSlot)]!);
      const isOffered = this.queue.unshownTickets().some((offered) => offered.key === key);
      expect(isOffered).toBe(!isShown && !isSuperseded);
    }
    for (const [consentId, { given, withdrawn }] of this.#consents) {
      const [told, taken] = [given, withdrawn].map((key) => key !== null && this.#hospital.carriedOut.has(key));
      // Whatever became of the consent's row, one that was taken back does not stand.
      const status = taken ? 'inactive' : told ? 'active' : undefined;
      expect(this.#hospital.consents.get(consentId)).toBe(status);
    }
    for (const { key, state, setAside, attempts, lastError } of rows) {
      expect(state === 'confirmed' || (state === 'dead' && setAside)).toBe(true);
      // Set aside by hand although a try before the refusal had arrived, or one of which nobody heard.
      if (state === 'dead' && (attempts > 1 || lastError === lostDetail)) continue;
      expect(this.#hospital.carriedOut.has(key)).toBe(state === 'confirmed');
    }
    expect(this.queue.statistics()).toMatchObject({ pending: 0, inFlight: 0, dead: 0, held: 0 });
    expect(this.queue.audit.verify()).toMatchObject({ kind: 'intact' });
    expect(this.queue.checkIntegrity()).toBe('ok');
  }
}
