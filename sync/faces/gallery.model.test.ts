import fc from 'fast-check';
import { expect, it } from 'vitest';
import { daysBefore } from '../queue/service-day.ts';
import {
  alike,
  digits,
  endedOf,
  enrolled,
  enrolment,
  enrolPending,
  galleryFile,
  galleryOptions,
  openOrThrow,
} from './gallery-testing.ts';
import type { Gallery } from './gallery.ts';
import type { EndedConsent, Enrolment, FaceFactor, FaceTemplate } from './port.ts';

/**
 * Any order of enrolments, confirmations, withdrawals, tries, tickets, expiries, wrong clocks and restarts, against a list that
 * does the same the simplest way. Limits are far off here; they have a test of their own (limits.test.ts).
 */

const people = 5;
const keptDays = 30;
/** Which no similarity of the steps below meets exactly: there the last digit would decide. */
const thresholds = { returning: 0.51237, margin: 0.08123 };
const farLimits = { failuresPerFactor: 1_000, factorWindowMs: 60_000, failuresPerHour: 1_000 };

/** Persons 0 and 1 share digits and day of birth, 2 and 3 the hospital's id; 4 has none. */
const idNumbers = ['001080014321', '079180014321', '001080000002', '001080000003', '001080000004'];
const patientIds = ['patient-0', 'patient-1', 'shared', 'shared', null];
const personOf = (number: number) => ({ idNumber: idNumbers[number]!, patientId: patientIds[number]! });

interface Held {
  isPending: boolean;
  /** The day it was begun. */
  since: string;
  id: string;
  enrolment: Enrolment;
  patientId: string | null;
  tickets: string[];
  usedOn: string;
}

const who = fc.nat(people - 1);
const ticketKey = fc.nat(11).map((number) => `visit-${number}`);
const factor: fc.Arbitrary<FaceFactor> = fc.oneof(
  who.map((number) => digits(enrolled(number, personOf(number)))),
  fc
    .constantFrom('patient-0', 'patient-1', 'shared', 'late')
    .map((patientId) => ({ kind: 'patient' as const, patientId })),
  ticketKey.map((key) => ({ kind: 'ticket' as const, key })),
);
/** How similar to faces 0 to 4, in steps that meet threshold and margin now and then. */
const template = fc
  .tuple(who, fc.constantFrom(0.4, 0.48, 0.56, 0.7), who, fc.constantFrom(0, 0.3, 0.5, 0.6))
  .map(([one, more, other, less]) => alike(one === other ? { [one]: more } : { [one]: more, [other]: less }));
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('enrol' as const), who, template, visitKey: ticketKey }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('confirm' as const), which: fc.nat(3) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('recognise' as const), factor, template }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('remember' as const), which: fc.nat(9), ticketKey, isKnown: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('withdraw' as const), who, by: fc.constantFrom('number', 'patient', 'id') }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('later' as const), days: fc.integer({ min: -3, max: 20 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('expire' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wrong-clock' as const), at: fc.constantFrom('2000-01-01', '2031-05-05') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class Model {
  held: Held[] = [];
  /** Reason and day by the consent's id. */
  ended = new Map<string, { reason: EndedConsent['reason']; day: string }>();
  known: string | null = null;
  doubted: string | null = null;
  newest = '';

  get standing(): Held[] {
    return this.held.filter(({ isPending }) => !isPending);
  }

  ofPerson(idNumber: string): Held[] {
    return this.held.filter(({ enrolment: { person } }) => person.idNumber === idNumber);
  }

  fits({ enrolment: { person }, patientId, tickets }: Held, wanted: FaceFactor): boolean {
    if (wanted.kind === 'patient') return patientId === wanted.patientId;
    if (wanted.kind === 'ticket') return tickets.includes(wanted.key);
    return person.idNumber.endsWith(wanted.lastFour) && person.birthDate === wanted.birthDate;
  }

  recognised(wanted: FaceFactor, seen: FaceTemplate): Held | null {
    const compared = this.standing
      .filter((held) => this.fits(held, wanted))
      .map((held) => ({ held, cosine: cosine(held.enrolment.template, seen) }))
      .toSorted((one, other) => other.cosine - one.cosine);
    const [best, next] = compared;
    if (best === undefined || best.cosine < thresholds.returning) return null;
    return next !== undefined && best.cosine - next.cosine < thresholds.margin ? null : best.held;
  }

  /** How many go. */
  remove(gone: readonly Held[], reason: EndedConsent['reason'], day: string): number {
    this.held = this.held.filter((held) => !gone.includes(held));
    for (const { isPending, enrolment } of gone) {
      if (!isPending || reason === 'expired') this.ended.set(enrolment.consent.id, { reason, day });
    }
    return gone.length;
  }

  /** The clock of these tests stands still within a day: whatever was begun on another one is an hour old. */
  removeLapsed(day: string): void {
    this.remove(
      this.held.filter(({ isPending, since }) => isPending && since !== day),
      'expired',
      day,
    );
  }

  expire(day: string): void {
    this.removeLapsed(day);
    const newestUse = this.held
      .map(({ usedOn }) => usedOn)
      .toSorted()
      .at(-1);
    const known = this.known ?? newestUse ?? day;
    const isNear = (other: string) => daysBefore(day, 7) <= other;
    const isBelieved = isNear(known) || (this.doubted !== null && this.doubted < day && isNear(this.doubted));
    if (isBelieved) this.known = day;
    else this.doubted = day;
    if (isBelieved && day >= this.newest) {
      this.newest = day;
      for (const held of this.held) if (held.usedOn > day) held.usedOn = day;
      for (const ended of this.ended.values()) if (ended.day > day) ended.day = day;
    }
    const believed = isBelieved ? day : known;
    const unused = this.standing.filter(({ usedOn }) => usedOn < daysBefore(believed, keptDays));
    this.remove(unused, 'expired', day);
    for (const [id, ended] of this.ended) if (ended.day < daysBefore(believed, 365)) this.ended.delete(id);
  }
}

function cosine(one: FaceTemplate, other: FaceTemplate): number {
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  const [a, b] = [one.embedding, other.embedding];
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

const withKey = (tickets: readonly string[], key: string) =>
  [...tickets.filter((other) => other !== key), key].slice(-8);

async function take(next: Step, gallery: Gallery, model: Model, day: string): Promise<void> {
  if (next.do === 'enrol') {
    const wanted = enrolment(next.who, personOf(next.who), next.template);
    wanted.consent.visitKey = next.visitKey;
    model.removeLapsed(day);
    const { patientId } = wanted.person;
    model.held.push({
      ...{ id: await enrolPending(gallery, wanted), enrolment: wanted, patientId, tickets: [next.visitKey] },
      ...{ usedOn: day, since: day, isPending: true },
    });
  } else if (next.do === 'confirm') {
    // The newest ones: whatever was begun before them has mostly lapsed.
    const held = model.held.at(-1 - next.which);
    model.removeLapsed(day);
    const result = await gallery.confirm(held?.id ?? crypto.randomUUID());
    if (held === undefined || !model.held.includes(held)) expect(result).toMatchObject({ kind: 'failed' });
    else {
      expect(result).toEqual({ kind: 'confirmed' });
      if (!held.isPending) return;
      const earlier = model.ofPerson(held.enrolment.person.idNumber).filter((other) => other !== held);
      const former = earlier.find(({ isPending }) => !isPending);
      held.isPending = false;
      held.tickets = held.tickets.reduce(withKey, former?.tickets ?? []);
      held.patientId = held.patientId ?? former?.patientId ?? null;
      model.remove(earlier, 'replaced', day);
    }
  } else if (next.do === 'recognise') {
    const expected = model.recognised(next.factor, next.template);
    const found = await gallery.recognise(next.factor, next.template);
    if (expected === null) expect(found).toEqual({ kind: 'not-recognised' });
    else {
      const person = { ...expected.enrolment.person, patientId: expected.patientId };
      expect(found).toMatchObject({ kind: 'recognised', enrolmentId: expected.id, person });
      if (expected.usedOn < day) expected.usedOn = day;
    }
  } else if (next.do === 'remember') {
    const held = model.held[next.which % Math.max(1, model.held.length)];
    const patientId = next.isKnown ? 'late' : null;
    await gallery.remember(held?.id ?? crypto.randomUUID(), { ticketKey: next.ticketKey, patientId });
    if (held === undefined) return;
    held.tickets = withKey(held.tickets, next.ticketKey);
    held.patientId = patientId ?? held.patientId;
  } else if (next.do === 'withdraw') {
    const { idNumber } = personOf(next.who);
    const ofPerson = model.ofPerson(idNumber);
    const [held] = ofPerson;
    const patientId = held?.patientId ?? 'nobody';
    const withPatientId = model.held.filter((each) => each.patientId === patientId);
    const [named, gone] =
      next.by === 'number'
        ? [{ idNumber }, ofPerson]
        : next.by === 'patient'
          ? [{ patientId }, withPatientId]
          : [{ enrolmentId: held?.id ?? crypto.randomUUID() }, ofPerson.slice(0, 1)];
    const count = model.remove(gone, 'withdrawn', day);
    const expected = count === 0 ? { kind: 'unknown' } : { kind: 'withdrawn', count };
    expect(await gallery.withdraw(named, 'patient')).toEqual(expected);
  } else if (next.do === 'expire') {
    model.expire(day);
    expect(await gallery.expire(day)).toBe('done');
  } else if (next.do === 'settle') {
    const ended = await endedOf(gallery);
    expect(ended.toSorted()).toEqual([...model.ended].map(([id, { reason }]) => [id, reason]).toSorted());
    expect(await gallery.settle(ended.map(([id]) => id))).toBe(true);
    model.ended.clear();
  }
}

it('whatever is done in whatever order, the gallery answers as a plain list would', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 80, size: 'max' }), async (steps) => {
      const file = galleryFile();
      let day = '2026-03-02';
      const now = () => new Date(`${day}T05:00:00Z`);
      const open = () => openOrThrow(galleryOptions(file, { now, thresholds, keptDays, limits: farLimits }));
      let gallery = open();
      const model = new Model();
      for (const next of steps) {
        if (next.do === 'later') day = daysBefore(day, -next.days);
        else if (next.do === 'restart') {
          await gallery.close();
          gallery = open();
          model.removeLapsed(day);
        } else if (next.do === 'wrong-clock') {
          // A kiosk looks every few minutes: the right day, too.
          await take({ do: 'expire' }, gallery, model, day);
          const right = day;
          day = next.at;
          const before = model.standing.length;
          await take({ do: 'expire' }, gallery, model, day);
          expect(await gallery.statistics()).toMatchObject({ enrolments: before });
          day = right;
        } else await take(next, gallery, model, day);
      }
      await take({ do: 'settle' }, gallery, model, day);
      const { standing } = model;
      expect(await gallery.statistics()).toMatchObject({
        ...{ enrolments: standing.length, ofOtherModels: 0, unreadable: 0 },
      });
      for (const patientId of ['patient-0', 'shared', 'late']) {
        const isHeld = standing.some((held) => held.patientId === patientId);
        expect(await gallery.holds({ kind: 'patient', patientId })).toBe(isHeld ? 'yes' : 'no');
      }
      for (const idNumber of idNumbers) {
        const isHeld = standing.some(({ enrolment: { person } }) => person.idNumber === idNumber);
        expect(await gallery.holds({ kind: 'person', idNumber })).toBe(isHeld ? 'yes' : 'no');
      }
      await gallery.close();
    }),
    { numRuns: 40 },
  );
}, 60_000);
