import fc from 'fast-check';
import { expect, it } from 'vitest';
import { daysBefore } from '../queue/service-day.ts';
import { alike, digits, enrolled, enrolment, galleryFile, galleryOptions, openOrThrow } from './gallery-testing.ts';
import type { Gallery } from './gallery.ts';
import type { Enrolment, FaceFactor, FaceTemplate } from './port.ts';

/**
 * Any order of enrolments, withdrawals, tries, tickets, expiries and restarts, against a list that does the same the simplest
 * way. Limits are far off here; they have a test of their own (limits.test.ts).
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
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class Model {
  held: Held[] = [];
  ended: string[] = [];

  fits({ enrolment: { person }, patientId, tickets }: Held, wanted: FaceFactor): boolean {
    if (wanted.kind === 'patient') return patientId === wanted.patientId;
    if (wanted.kind === 'ticket') return tickets.includes(wanted.key);
    return person.idNumber.endsWith(wanted.lastFour) && person.birthDate === wanted.birthDate;
  }

  recognised(wanted: FaceFactor, seen: FaceTemplate): Held | null {
    const compared = this.held
      .filter((held) => this.fits(held, wanted))
      .map((held) => ({ held, cosine: cosine(held.enrolment.template, seen) }))
      .toSorted((one, other) => other.cosine - one.cosine);
    const [best, next] = compared;
    if (best === undefined || best.cosine < thresholds.returning) return null;
    return next !== undefined && best.cosine - next.cosine < thresholds.margin ? null : best.held;
  }

  /** Takes away; the ids of the consents. */
  remove(isGone: (held: Held) => boolean): string[] {
    const gone = this.held.filter(isGone);
    this.held = this.held.filter((held) => !gone.includes(held));
    return gone.map(({ enrolment: { consent } }) => consent.id).toSorted();
  }
}

function cosine(one: FaceTemplate, other: FaceTemplate): number {
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  const [a, b] = [one.embedding, other.embedding];
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

const consentIds = (ended: readonly { consent: { id: string } }[]) => ended.map(({ consent }) => consent.id).toSorted();
const withKey = (tickets: readonly string[], key: string) =>
  [...tickets.filter((other) => other !== key), key].slice(-8);

async function take(next: Step, gallery: Gallery, model: Model, day: string): Promise<void> {
  if (next.do === 'enrol') {
    const wanted = enrolment(next.who, personOf(next.who), next.template);
    wanted.consent.visitKey = next.visitKey;
    const former = model.held.find(({ enrolment: { person } }) => person.idNumber === wanted.person.idNumber);
    const result = await gallery.enrol(wanted);
    if (result.kind !== 'enrolled') throw new Error(result.kind);
    const replaced = model.remove((held) => held === former);
    expect(result.replaced.map(({ id }) => id)).toEqual(replaced);
    const tickets = withKey(former?.tickets ?? [], next.visitKey);
    const { patientId } = wanted.person;
    model.held.push({ id: result.enrolmentId, enrolment: wanted, patientId, tickets, usedOn: day });
  } else if (next.do === 'recognise') {
    const expected = model.recognised(next.factor, next.template);
    const found = await gallery.recognise(next.factor, next.template);
    if (expected === null) expect(found).toEqual({ kind: 'not-recognised' });
    else {
      const person = { ...expected.enrolment.person, patientId: expected.patientId };
      expect(found).toMatchObject({ kind: 'recognised', enrolmentId: expected.id, person });
      expected.usedOn = day;
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
    const held = model.held.find(({ enrolment: { person } }) => person.idNumber === idNumber);
    const patientId = held?.patientId ?? 'nobody';
    const named =
      next.by === 'number'
        ? { idNumber }
        : next.by === 'patient'
          ? { patientId }
          : { enrolmentId: held?.id ?? crypto.randomUUID() };
    const result = await gallery.withdraw(named, 'patient');
    const gone = model.remove((each) => (next.by === 'patient' ? each.patientId === patientId : each === held));
    expect(result.kind).toBe(gone.length === 0 ? 'unknown' : 'withdrawn');
    if (result.kind === 'withdrawn') expect(consentIds(result.ended)).toEqual(gone);
  } else if (next.do === 'expire') {
    for (const held of model.held) if (held.usedOn > day) held.usedOn = day;
    const gone = model.remove(({ usedOn }) => usedOn < daysBefore(day, keptDays));
    expect(consentIds(await gallery.expire(day))).toEqual(gone);
  }
}

it('whatever is done in whatever order, the gallery answers as a plain list would', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), async (steps) => {
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
        } else await take(next, gallery, model, day);
      }
      expect(await gallery.statistics()).toMatchObject({ enrolments: model.held.length, ofOtherModels: 0 });
      for (const patientId of ['patient-0', 'shared', 'late']) {
        const isHeld = model.held.some((held) => held.patientId === patientId);
        expect(await gallery.holds({ kind: 'patient', patientId })).toBe(isHeld ? 'yes' : 'no');
      }
      await gallery.close();
    }),
    { numRuns: 30 },
  );
}, 60_000);
