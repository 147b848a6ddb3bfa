import type {
  Enrolment,
  EnrolledPerson,
  EnrolResult,
  FaceFactor,
  FaceGallery,
  FaceTemplate,
  HeldFactor,
  Recognition,
  WithdrawResult,
} from '../../sync/faces/port.ts';
import type { Movement } from '../bridge/face-snapshot.ts';
import type { FaceQuality } from '../bridge/intent.ts';
import { type FullKiosk, type KioskOptions, openFullKiosk } from './visit-testing.ts';
import { FakeCalls } from './visit-testing-calls.ts';
import { hanh, type Person, sample } from './visit-testing-people.ts';

/** A gallery of enrolled faces that answers what the test says, and somebody who does before the camera what is asked. */

export const enrolledAs = ({ idNumber, birthDate, fullName }: Person): EnrolledPerson => ({
  ...{ idNumber, birthDate, fullName },
  sex: 'female',
  patientId: `patient-${idNumber}`,
});

export const enrolmentId = '5d0c5b5e-3b1f-4b0e-9d0a-7a3f2f1c8e11';

export const recognisedAs = (person: Person, changes: Partial<EnrolledPerson> = {}): Recognition => ({
  kind: 'recognised',
  enrolmentId,
  person: { ...enrolledAs(person), ...changes },
  similarity: 0.724,
});

interface Answers {
  holds: 'yes' | 'no' | 'away';
  recognise: Recognition;
  enrol: EnrolResult;
  withdraw: WithdrawResult;
  missed: Awaited<ReturnType<FaceGallery['missed']>>;
}

export class FakeGallery extends FakeCalls<Answers> implements FaceGallery {
  readonly place = 'kiosk';
  readonly remembered: { enrolmentId: string; ticketKey: string; patientId: string | null }[] = [];
  isForgetful = false;

  constructor() {
    super(
      {
        holds: 'no',
        recognise: recognisedAs(hanh),
        enrol: { kind: 'enrolled', enrolmentId },
        withdraw: { kind: 'withdrawn', count: 1 },
        missed: { kind: 'counted' },
      },
      'the gallery crashed',
    );
  }

  missed(factor: FaceFactor, signal?: AbortSignal): Promise<Answers['missed']> {
    return this.ask('missed', factor, signal);
  }
  holds(factor: HeldFactor, signal?: AbortSignal): Promise<Answers['holds']> {
    return this.ask('holds', factor, signal);
  }
  recognise(factor: FaceFactor, template: FaceTemplate, signal?: AbortSignal): Promise<Recognition> {
    return this.ask('recognise', { factor, template }, signal);
  }
  enrol(enrolment: Enrolment, signal?: AbortSignal): Promise<EnrolResult> {
    return this.ask('enrol', enrolment, signal);
  }
  withdraw(who: unknown, actor: string, signal?: AbortSignal): Promise<WithdrawResult> {
    return this.ask('withdraw', { who, actor }, signal);
  }
  async remember(id: string, about: { ticketKey: string; patientId: string | null }): Promise<void> {
    if (this.isForgetful) throw new Error('the gallery crashed');
    this.remembered.push({ enrolmentId: id, ...about });
  }
  async confirm() {
    return { kind: 'confirmed' } as const;
  }
  async expire() {
    return 'done' as const;
  }
  async ended(): Promise<never[]> {
    return [];
  }
  async settle(): Promise<boolean> {
    return true;
  }
  async statistics(): Promise<null> {
    return null;
  }
  async close(): Promise<void> {}
}

const looks: Record<Movement, Partial<FaceQuality>> = {
  blink: { eyeOpening: 0.1 },
  'turn-left': { yawDegrees: -26 },
  'turn-right': { yawDegrees: 26 },
};

const frameMs = 100;
/** A person's own delay, and how long a movement is held. */
const [reactsAfterMs, holdsForMs] = [500, 900];

/** Looks into the camera and does what is asked, ten frames a second, until the try is over. */
export async function moveAsAsked(kiosk: FullKiosk, cosine = 1): Promise<void> {
  // Long enough for the slowest challenge of these tests.
  for (let frame = 0, sinceMs = 0; frame < 400; frame += 1, sinceMs += frameMs) {
    const shown = kiosk.shown();
    if (shown.step !== 'recognise' || ['asking', 'checking', 'done'].includes(shown.state)) return;
    if (!shown.challenge) sinceMs = 0;
    const isMoving = sinceMs >= reactsAfterMs && sinceMs < reactsAfterMs + holdsForMs;
    const before = shown.comparison + shown.triesLeft;
    await kiosk.send(sample(cosine, shown.challenge && isMoving ? looks[shown.challenge.movement] : {}));
    const after = kiosk.shown();
    if (after.step !== 'recognise' || after.comparison + after.triesLeft !== before) return;
    await kiosk.advance(frameMs);
  }
}

/** Looks into the camera, where somebody else's face appears in the middle of the challenge. */
export async function failChallenge(kiosk: FullKiosk): Promise<void> {
  for (let frame = 0; frame < 4; frame += 1) await kiosk.send(sample(1));
  await kiosk.send(sample(0.1));
}

export type GalleryOptions = Omit<KioskOptions, 'reader' | 'scanner' | 'faces'>;

/** A kiosk whose devices work and whose gallery the test drives. */
export function openGalleryKiosk(options: GalleryOptions = {}) {
  const faces = new FakeGallery();
  return { ...openFullKiosk({ ...options, faces }), faces };
}
export type GalleryKiosk = ReturnType<typeof openGalleryKiosk>;

/** What hanh types. */
export const hanhsFactor = { type: 'return-factor', lastFour: '2345', birthDate: '14031990' } as const;

/** Before the camera, which runs, with what hanh typed. */
export async function lookingForHanh(options: GalleryOptions = {}): Promise<GalleryKiosk> {
  const kiosk = openGalleryKiosk(options);
  await kiosk.send('return-by-face');
  await kiosk.send(hanhsFactor);
  await kiosk.send({ type: 'camera', state: 'ready' });
  return kiosk;
}

/** The same, the challenge passed, while the gallery thinks. */
export async function checkingForHanh(): Promise<GalleryKiosk> {
  const kiosk = await lookingForHanh();
  kiosk.faces.held.add('recognise');
  await moveAsAsked(kiosk);
  return kiosk;
}
