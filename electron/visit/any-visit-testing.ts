import fc from 'fast-check';
import type { PatientIntent } from '../bridge/intent.ts';
import { type Act, act, afternoon, anyAct, atEar, expired, move, one, typed } from './any-act-testing.ts';
import { framesPerTry } from './face-limits.ts';
import { settle } from './visit-testing.ts';
import { hanhsFactor } from './visit-testing-gallery.ts';
import {
  appointment,
  chipOf,
  codeOf,
  embedding,
  hanh,
  khoa,
  minh,
  patientCode,
  type Person,
  sample,
} from './visit-testing-people.ts';

/** Stories that property tests tell of a kiosk: a way through a visit, and whatever else happens. */

const send = (intent: PatientIntent): Act => act(intent.type, (kiosk) => kiosk.send(intent));
const show = (person: Person): Act =>
  act(`show ${person.fullName}`, async ({ scanner }) => {
    scanner.show(codeOf(person));
    await settle();
  });
const choose = send({ type: 'choose-clinic', clinicId: 'eye' });
const confirm = send({ type: 'confirm' });
const byPaper: Act[] = [show(hanh), send({ type: 'continue-without-card' })];

/** Ways through a visit, so that random acts also fall on its later steps. */
const stories: Act[][] = [
  // By card, and back with the paper for another clinic.
  [
    show(hanh),
    act('lay', ({ reader }) => reader.layCard()),
    act('read', ({ reader }) => reader.reads.at(-1)?.answer(chipOf(hanh))),
    act('settle', settle),
    act('take', ({ reader }) => reader.takeCard()),
    send({ type: 'skip-face' }),
    send({ type: 'walk-in' }),
    choose,
    confirm,
    send({ type: 'finish' }),
    act('show the ticket', ({ scanner }) => scanner.show({ kind: 'ticket', key: 'key-1' })),
    act('settle', settle),
    send({ type: 'change-clinic' }),
    send({ type: 'choose-clinic', clinicId: 'ear' }),
  ],
  // For two appointments.
  [...byPaper, send({ type: 'arrive', appointmentIds: [appointment.id, atEar.id] }), confirm],
  // With a child, then with another one.
  [
    ...byPaper,
    send({ type: 'bring-somebody' }),
    act('minh is known', ({ hospital }) => (hospital.answers.findPatient = one(minh))),
    show(minh),
    send({ type: 'continue-without-card' }),
    send({ type: 'walk-in' }),
    choose,
    confirm,
    send({ type: 'next-person' }),
    send({ type: 'type-number' }),
  ],
  // Somebody new, whose insurance has run out, for a later session.
  [
    act('nobody is known', ({ hospital }) => (hospital.answers.findPatient = { ok: true, value: { kind: 'none' } })),
    act('not insured', ({ hospital }) => (hospital.answers.eligibility = { ok: true, value: expired })),
    ...byPaper,
    send({ type: 'go-on-paying' }),
    send({ type: 'skip-answer' }),
    send({ type: 'skip-answer' }),
    send({ type: 'choose-clinic', clinicId: 'ear' }),
    send({ type: 'choose-room' }),
    send({ type: 'choose-later', clinicId: 'ear', ...afternoon }),
    confirm,
  ],
  // By face, and the face deleted at the end.
  [
    send({ type: 'return-by-face' }),
    send(hanhsFactor),
    send({ type: 'camera', state: 'ready' }),
    move,
    act('advance 700', (kiosk) => kiosk.advance(700)),
    send({ type: 'walk-in' }),
    choose,
    confirm,
    send({ type: 'withdraw-face' }),
    confirm,
  ],
  // By a paper whose patient is enrolled.
  [
    act('show a paper code', async ({ scanner }) => {
      scanner.show(patientCode);
      await settle();
    }),
    confirm,
    send({ type: 'camera', state: 'ready' }),
    move,
    act('advance 700', (kiosk) => kiosk.advance(700)),
  ],
  // The same, while the gallery thinks.
  [
    act('hold face holds', ({ faces }) => faces.held.add('holds')),
    act('show a paper code', async ({ scanner }) => {
      scanner.show(patientCode);
      await settle();
    }),
  ],
  // By card and face, which is kept.
  [
    show(hanh),
    act('lay', ({ reader }) => reader.layCard()),
    act('read', ({ reader }) => reader.reads.at(-1)?.answer(chipOf(hanh))),
    act('settle', settle),
    act('take', ({ reader }) => reader.takeCard()),
    send({ type: 'face-portrait', comparison: 1, embedding: embedding(1) }),
    send(sample(0.9)),
    send(sample(0.9)),
    act('advance 700', (kiosk) => kiosk.advance(700)),
    send({ type: 'walk-in' }),
    choose,
    confirm,
    send({ type: 'enrol-face' }),
    confirm,
    send({ type: 'camera', state: 'ready' }),
    move,
  ],
  [send({ type: 'type-number' }), send(typed(hanh))],
  // Somebody else shows a code, and then lays a card, before the first has chosen.
  [
    ...byPaper,
    show(khoa),
    send({ type: 'go-on-visit' }),
    act('lay', ({ reader }) => reader.layCard()),
    act('settle', settle),
  ],
  [send({ type: 'emergency' })],
  // In vain, then to the desk.
  [
    act('show an unknown code', ({ scanner }) => scanner.show({ kind: 'unknown', reason: 'empty' })),
    send({ type: 'ask-for-staff' }),
  ],
  [...byPaper, send({ type: 'ask-for-staff' })],
  // By card, with a face that is another's, until staff have looked.
  [
    show(hanh),
    act('lay', ({ reader }) => reader.layCard()),
    act('read', ({ reader }) => reader.reads.at(-1)?.answer(chipOf(hanh))),
    act('settle', settle),
    act('take', ({ reader }) => reader.takeCard()),
    send({ type: 'face-portrait', comparison: 1, embedding: embedding(1) }),
    ...Array.from({ length: framesPerTry + 1 }, () => send(sample(0.1))),
    act('staff: same-person', ({ visit }) => visit.staffCompared({ result: 'same-person', by: 'lan' })),
    send({ type: 'walk-in' }),
    choose,
    confirm,
  ],
];

export const anyStory = fc
  .tuple(fc.constantFrom(...stories), fc.nat({ max: 16 }), fc.array(anyAct, { maxLength: 40 }))
  .map(([story, done, acts]) => [...story.slice(0, done), ...acts]);
