import type { ScannedCode } from '../../native/citizen-id/code.ts';
import type { ChipReadResult } from '../../native/emrtd/chip.ts';
import type { DocumentReader, DocumentReadOptions, ReaderStatus } from '../../native/readers/port.ts';
import type { Scanner, ScannerEvent } from '../../native/scanner/port.ts';
import type { HospitalResult } from '../../sync/his/hospital-api.ts';
import type { VisitPorts } from './ports.ts';
import { FakeCalls, Listeners } from './visit-testing-calls.ts';
import { appointment, closedClinic, covered, eyeClinic, hanh, recordFor } from './visit-testing-people.ts';

export { fakeDocuments } from './visit-testing-documents.ts';

/** Stand-ins for what surrounds a visit: reader, scanner, hospital and documents, each driven by the test. */

/** One read that the machine asked for, answered by the test whenever it likes. */
export interface PendingRead {
  options: DocumentReadOptions;
  answer(result: ChipReadResult): void;
  crash(): void;
}

export class FakeReader implements DocumentReader {
  status: ReaderStatus = { state: 'empty', reader: 'fake' };
  readonly reads: PendingRead[] = [];
  readonly listeners = new Listeners<ReaderStatus>();
  readonly subscribe = this.listeners.subscribe;
  #generation = 0;

  #become(status: ReaderStatus): void {
    this.status = status;
    this.listeners.tell(status);
  }

  layCard(): void {
    this.#generation += 1;
    this.tellCard();
  }

  /** The card's status, also when the reader repeats it without need. */
  tellCard(): void {
    this.#become({
      state: 'card',
      reader: 'fake',
      generation: this.#generation,
      atr: new Uint8Array(),
      read: (options) => {
        const { promise, resolve, reject } = Promise.withResolvers<ChipReadResult>();
        this.reads.push({
          options,
          answer: resolve,
          crash: () => {
            reject(new Error('the reader crashed'));
          },
        });
        return promise;
      },
    });
  }

  takeCard(): void {
    this.#become({ state: 'empty', reader: 'fake' });
  }

  /** A card that does not answer, or one too many. */
  layUnreadable(reason: 'mute' | 'several'): void {
    this.#become({ state: 'unreadable-card', reader: 'fake', reason, detail: reason });
  }

  unplug(): void {
    this.#become({ state: 'unavailable', reason: 'not-reachable', detail: 'unplugged' });
  }

  /** The newest read. */
  get read(): PendingRead {
    const read = this.reads.at(-1);
    if (!read) throw new Error('no read was asked for');
    return read;
  }

  async close(): Promise<void> {}
}

export class FakeScanner implements Scanner {
  status = { state: 'ready', source: 'fake' } as const;
  readonly listeners = new Listeners<ScannerEvent>();
  readonly subscribe = this.listeners.subscribe;

  /** Shows a code; the fake parser reads it back. */
  show(code: ScannedCode): void {
    const bytes = new TextEncoder().encode(JSON.stringify(code));
    this.listeners.tell({ type: 'scan', scan: { source: 'fake', bytes, symbology: null } });
  }

  garble(): void {
    this.listeners.tell({ type: 'rejected', rejection: { source: 'fake', reason: 'incomplete' } });
  }

  async close(): Promise<void> {}
}

type HospitalCalls = VisitPorts['hospital'];
export type HospitalMethod = keyof HospitalCalls;
type Answers = { [Method in HospitalMethod]: Awaited<ReturnType<HospitalCalls[Method]>> };

const ok = <T>(value: T): HospitalResult<T> => ({ ok: true, value });
export const unreachable = { ok: false, failure: { kind: 'unreachable', detail: 'no route' } } as const;

export class FakeHospital extends FakeCalls<Answers> implements HospitalCalls {
  constructor() {
    super(
      {
        findPatient: ok({ kind: 'one', patient: recordFor(hanh) }),
        similarPatients: ok(0),
        eligibility: ok(covered),
        appointments: ok([appointment]),
        findSlip: ok(null),
        lastVisit: ok(null),
        clinics: ok([eyeClinic, closedClinic]),
        leaseNumbers: ok({ prefix: 'M', first: 1, last: 5 }),
        ticket: ok(null),
      },
      'the adapter crashed',
    );
  }

  findPatient: HospitalCalls['findPatient'] = (keys, signal) => this.ask('findPatient', keys, signal);
  similarPatients: HospitalCalls['similarPatients'] = (person, signal) => this.ask('similarPatients', person, signal);
  eligibility: HospitalCalls['eligibility'] = (subject, signal) => this.ask('eligibility', subject, signal);
  appointments: HospitalCalls['appointments'] = (patientId, period, signal) =>
    this.ask('appointments', { patientId, ...period }, signal);
  findSlip: HospitalCalls['findSlip'] = (slip, signal) => this.ask('findSlip', slip, signal);
  lastVisit: HospitalCalls['lastVisit'] = (patientId, signal) => this.ask('lastVisit', patientId, signal);
  clinics: HospitalCalls['clinics'] = (signal) => this.ask('clinics', null, signal);
  ticket: HospitalCalls['ticket'] = (key, signal) => this.ask('ticket', key, signal);
  leaseNumbers: HospitalCalls['leaseNumbers'] = (request, signal) => this.ask('leaseNumbers', request, signal);
}
