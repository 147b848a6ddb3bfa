import type { VisitAt, VisitSnapshot } from '../bridge/snapshot.ts';
import { hasRoomsBeside } from './choosing.ts';
import { clinicView, lastTimeOf, laterOf, roomsName, roomsOf, screeningOf, tilesOf } from './clinic-choice.ts';
import { knownAge } from './clinic-hours.ts';
import type { VisitContext } from './context.ts';
import { appointmentsShown, insuranceShown } from './discretion.ts';
import { rightsOf } from './evidence-level.ts';
import type { Identity } from './identity.ts';
import { insuranceOf, insuranceOffers } from './insurance.ts';
import { askedOf } from './person-view.ts';
import { detailAsked } from './questions.ts';
import { setbackOf } from './setback.ts';
import { declaredOf, mayDeclareOf, streamOf, toldStream, whoPays } from './stream.ts';
import type { MachineState } from './view.ts';
import { mayBring, type Patient } from './whose-visit.ts';

/** The questions to a patient about whom the hospital was asked. */

/** Before the hospital has answered. */
export const lookingUpView = (context: VisitContext, identity: Identity): VisitAt<'choose'> => ({
  step: 'choose',
  state: 'looking-up',
  ...askedOf(context, identity),
  setback: null,
  tiles: [],
  today: [],
  rooms: null,
  lastTime: null,
  canGoBack: false,
  screening: 'desk',
  canBringSomebody: false,
  insurance: insuranceOf(context),
  hospitalReachable: true,
  readModel: null,
});

/** What the step says of what was shown last. */
const insuranceSays = {
  asking: 'asking',
  notACard: 'not-a-card',
  unreadableCode: 'unreadable-code',
  notAnswered: 'not-answered',
} as const;

function insuranceView(state: MachineState, patient: Patient): VisitAt<'insurance'> {
  const at = (insurance: keyof typeof insuranceSays) => state.matches({ flow: { visit: { insurance } } });
  const said = (['asking', 'notACard', 'unreadableCode', 'notAnswered'] as const).find(at);
  return {
    step: 'insurance',
    ...askedOf(patient, patient.identity),
    setback: setbackIf(true, patient),
    insurance: insuranceShown(patient),
    state: said ? insuranceSays[said] : 'deciding',
    canBringSomebody: mayBring(patient),
    offers: insuranceOffers(patient),
  };
}

/** Whether a question before this one was asked. */
const hadQuestions = (patient: Patient): boolean =>
  patient.isPaying || patient.detailsAsked > 0 || appointmentsShown(patient).length > 0;

/** The first question alone tells what failed before it. */
const setbackIf = (isFirst: boolean, patient: Patient) => (isFirst ? setbackOf(patient, patient.identity) : null);

const appointmentsView = (patient: Patient): VisitAt<'appointments'> => ({
  step: 'appointments',
  ...askedOf(patient, patient.identity),
  setback: setbackIf(!patient.isPaying, patient),
  appointments: appointmentsShown(patient),
  canBringSomebody: mayBring(patient),
  insurance: insuranceShown(patient),
  declared: declaredOf(patient),
  mayDeclare: [...mayDeclareOf(patient)],
  canGoBack: patient.isPaying,
});

function chooseView({ ports, lookup, ...patient }: Patient): VisitAt<'choose'> {
  const { open } = patient;
  const context = { ...patient, ports, lookup };
  const name = open && roomsName(lookup, open);
  const last = rightsOf(ports, patient.identity).spellsName ? lastTimeOf(ports, lookup) : null;
  return {
    step: 'choose',
    state: name ? 'rooms' : 'clinics',
    ...askedOf(context, patient.identity),
    setback: setbackIf(name === null && !hadQuestions(context), context),
    tiles: tilesOf(ports, lookup),
    today: lookup.today,
    rooms: open && name && { name, list: roomsOf(ports, lookup, open), later: laterOf(ports, lookup, open) },
    lastTime: last && { clinic: clinicView(ports, last.clinic), doctor: last.doctor?.name ?? null },
    canGoBack: name !== null || hadQuestions(context),
    screening: screeningOf(lookup) ? 'clinic' : 'desk',
    canBringSomebody: mayBring(context),
    insurance: insuranceShown(context),
    hospitalReachable: lookup.reachable,
    readModel: knownAge(ports, lookup.asOf),
  };
}

function confirmView(state: MachineState, patient: Patient): VisitAt<'confirm'> {
  const { ports, choices, later, isPaying } = patient;
  const { spellsName } = rightsOf(ports, patient.identity);
  const { stream, priorityReason } = streamOf(patient);
  return {
    step: 'confirm',
    state: state.matches({ flow: { visit: { confirm: 'asking' } } }) ? 'asking' : 'committing',
    ...askedOf(patient, patient.identity),
    choices: choices.map(({ clinic, doctor, appointments: [first] }) => ({
      clinic: clinicView(ports, clinic),
      doctor: !spellsName && first ? null : (doctor?.name ?? null),
      time: first ? ports.localTime(first.start) : null,
    })),
    later,
    insurance: insuranceShown(patient),
    isPaying,
    canChooseRoom: hasRoomsBeside(patient),
    stream: toldStream(stream, whoPays(patient)),
    priorityReason,
    declared: declaredOf(patient),
    mayDeclare: [...mayDeclareOf(patient)],
  };
}

export function questionView(state: MachineState, patient: Patient): VisitSnapshot {
  const at = (step: 'insurance' | 'appointments' | 'details' | 'confirm') => state.matches({ flow: { visit: step } });
  if (at('insurance')) return insuranceView(state, patient);
  if (at('appointments')) return appointmentsView(patient);
  if (at('confirm')) return confirmView(state, patient);
  const detail = at('details') ? detailAsked(patient) : null;
  if (!detail) return chooseView(patient);
  return {
    step: 'details',
    ...askedOf(patient, patient.identity),
    setback: setbackIf(!hadQuestions(patient), patient),
    ...detail,
    problem: patient.detailProblem,
    canGoBack: hadQuestions(patient),
    canBringSomebody: mayBring(patient),
  };
}
