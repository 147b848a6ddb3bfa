import type { Declared } from '../bridge/question-snapshot.ts';
import { openStation } from './station-client.ts';
import { loadPatient, loadPatientFace, loadPeople, noFixtures } from './fixtures.ts';
import {
  type appointmentAnswers,
  type choiceAnswers,
  type insuranceAnswers,
  type Way,
  wayNeeds,
  waysByFace,
} from './visit-ways.ts';
import { complain, type ExitCode, exitCodes, print } from './output.ts';

export interface VisitOptions {
  json: boolean;
  data: string | undefined;
  person: string;
  via: Way;
  clinic?: string | undefined;
  /** DDMMYYYY. */
  expiry?: string;
  /** The code of a ticket of an earlier half-day. */
  ticket?: string;
  /** Another specimen person, or `nobody`: somebody without papers. */
  brings?: string;
  insurance?: (typeof insuranceAnswers)[number];
  appointments?: (typeof appointmentAnswers)[number];
  choose?: (typeof choiceAnswers)[number];
  declares?: Declared[];
  /** Has the face kept. */
  enrols?: boolean;
}

/** How somebody who is brought may be told, by what they carry. */
const broughtBy = ['qr', 'bhyt', 'patient-code'] as const;

/** `tiepdon visit`: one whole visit of a specimen person, against the running station or one of its own. */
export async function visit(options: VisitOptions): Promise<ExitCode> {
  const [people, patient, patientFace] = await Promise.all([loadPeople(), loadPatient(), loadPatientFace()]);
  if (!people || !patient || !patientFace) {
    complain(options.json, noFixtures);
    return exitCodes.failed;
  }
  const person = people.specimenPeople().find(({ id }) => id === options.person);
  if (!person) {
    complain(options.json, `there is no specimen person ${options.person}; see tiepdon people`);
    return exitCodes.usage;
  }
  const carried = people.carries(person);
  if (!carried.includes(wayNeeds[options.via])) {
    complain(options.json, `${person.id} has no such document; carries: ${carried.join(', ') || 'nothing'}`);
    return exitCodes.usage;
  }
  const { expiry, ticket, brings, insurance, appointments, choose, declares, enrols } = options;
  if (expiry !== undefined && options.via !== 'typed') {
    complain(options.json, 'an expiry date goes with --via typed');
    return exitCodes.usage;
  }
  if ((ticket !== undefined) !== (options.via === 'ticket-face')) {
    complain(options.json, 'the code of an earlier ticket, --ticket, goes with --via ticket-face');
    return exitCodes.usage;
  }
  if (enrols === true && options.via !== 'card') {
    complain(options.json, 'a face is enrolled after a visit with --via card');
    return exitCodes.usage;
  }
  const companion = companionOf(people, brings);
  if (companion === null) {
    complain(options.json, `${brings ?? ''} is no specimen person with a code to show; see tiepdon people`);
    return exitCodes.usage;
  }
  const client = await openStation(options.data);
  if (!client.ok) {
    complain(options.json, client.detail);
    return exitCodes.failed;
  }
  const camera = waysByFace.has(options.via) && person.pictures !== null ? await patientFace.openPatientCamera() : null;
  if (camera && !camera.ok) process.stderr.write(`tiepdon: no face is compared: ${camera.detail}\n`);
  try {
    if (!client.station.simulator()) {
      const { service, notices } = client.station.snapshot();
      const closed = service === 'closed' && notices.length > 0;
      complain(
        options.json,
        closed
          ? `the running station is closed: ${notices.join(', ')}`
          : 'the running station has real devices; a specimen person cannot use them',
      );
      return exitCodes.failed;
    }
    const report = await patient.runVisit(client.station, person, options.via, {
      face: camera?.ok ? camera.camera.of(person) : null,
      ...(options.clinic === undefined ? {} : { clinicId: options.clinic }),
      ...(ticket === undefined ? {} : { shows: ticket }),
      answers: {
        ...(expiry !== undefined && { typedExpiry: expiry, laysCard: carried.includes('chip-card') }),
        ...(companion && { companion }),
        ...(insurance && { insurance }),
        ...(appointments && { appointments }),
        ...(choose && { choose }),
        ...(declares && { declares }),
        ...(enrols && { enrols }),
      },
    });
    print(options.json, report, () => [
      `${person.id} ${options.via}: ${report.outcome}${report.reason ? ` (${report.reason})` : ''}`,
      ...(report.ticket
        ? [report.ticket, ...report.others].map(
            ({ number, official }) => `number ${number}${official ? '' : ' (not yet official)'}`,
          )
        : []),
      `evidence: ${report.evidence.join(', ') || 'none'}`,
      ...(report.enrolment ? [`face: ${report.enrolment}`] : []),
      `steps: ${Object.entries(report.stepsMs)
        .map(([step, ms]) => `${step} ${String(ms)} ms`)
        .join(', ')}`,
      report.confirmed ? `confirmed by the hospital: ${report.encounterId ?? 'task only'}` : 'not confirmed yet',
    ]);
    const isDone = report.outcome !== 'stopped' && (report.enrolment ?? 'enrolled') === 'enrolled';
    return isDone ? exitCodes.done : exitCodes.failed;
  } finally {
    if (camera?.ok) await camera.camera.close();
    await client.close();
  }
}

type People = NonNullable<Awaited<ReturnType<typeof loadPeople>>>;

/** undefined: nobody is brought; null: nobody who could be. */
function companionOf(people: People, brings: string | undefined) {
  if (brings === undefined) return undefined;
  if (brings === 'nobody') return 'no-number';
  const person = people.specimenPeople().find(({ id }) => id === brings);
  const via = person && broughtBy.find((way) => people.carries(person).includes(wayNeeds[way]));
  return person && via ? { person, via } : null;
}
