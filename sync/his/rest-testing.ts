/** The REST adapter before the pretend hospital, and before one that answers as a test wants; real HTTP on loopback. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRestMock, type RestMock } from '../../fixtures/his/rest-mock.ts';
import { specimenPeople, type SpecimenPerson } from '../../fixtures/people/person.ts';
import type { HospitalApi, PatientKeys } from './hospital-api.ts';
import { createRestHospital } from './rest-hospital.ts';

const signing = { merchantId: 'kiosk-1', signingSecret: 'bí mật' };

/** A Monday morning at the hospital: 2026-11-23, 08:15:30. */
const now = (): Date => new Date('2026-11-23T01:15:30Z');

const connect = (baseUrl: string): HospitalApi =>
  createRestHospital({ baseUrl, kioskId: 'K1', ...signing, timeoutMs: 5_000, submitTimeoutMs: 5_000, now });

/** `changes` are fields of specimen people, by their id. */
export async function openRestMock(
  changes: Readonly<Record<string, Partial<SpecimenPerson>>> = {},
): Promise<{ mock: RestMock; hospital: HospitalApi; close: () => Promise<void> }> {
  const people = specimenPeople().map((person) => ({ ...person, ...changes[person.id] }));
  const mock = await createRestMock({ now, timeZone: 'Asia/Ho_Chi_Minh', people, ...signing });
  // What the registrations of the tests have.
  mock.rules.requiredFields = ['HO_TEN', 'NGAY_SINH', 'GIOI_TINH'];
  const hospital = connect(mock.url);
  return {
    mock,
    hospital,
    async close() {
      await hospital.close();
      await mock.close();
    },
  };
}

/** A hospital that answers with what `says` makes of the path and body it is asked; undefined: the connection ends. */
export async function serveRest(): Promise<{
  hospital: HospitalApi;
  says: (answer: (path: string, body: string) => unknown) => void;
  close: () => Promise<void>;
}> {
  let answer: (path: string, body: string) => unknown = () => null;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const data = answer(request.url ?? '', Buffer.concat(chunks).toString());
      if (data === undefined) request.socket.destroy();
      else response.end(JSON.stringify({ code: '000', message: 'ok', data }));
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const hospital = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    hospital,
    says: (next) => {
      answer = next;
    },
    async close() {
      await hospital.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

export const noKeys: PatientKeys = {
  idNumber: null,
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
};
