/** A FHIR server for tests: real HTTP on loopback, answers as it is told, and remembers what it was asked. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFhirHospital, type FhirHospitalOptions } from './fhir-hospital.ts';
import type { HospitalApi } from './hospital-api.ts';
import { fhirSystems } from './identifiers.ts';
import { givenToken } from './oauth.ts';

export interface Asked {
  method: string;
  /** Below the base, with its query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Answer {
  status?: number;
  /** null: no body at all. */
  body: object | null;
}

export interface TestServer {
  hospital: HospitalApi;
  /** FHIR base, without a slash at its end. */
  url: string;
  asked: Asked[];
  close(): Promise<void>;
}

/** The server and a client of it; the answer may depend on what is asked. */
export async function serveFhir(
  answer: (asked: Asked) => Answer,
  options: Partial<FhirHospitalOptions> = {},
): Promise<TestServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, path: url.replace(/^\/fhir\/?/, ''), headers, body: Buffer.concat(chunks).toString() };
      asked.push(one);
      const { status = 200, body } = answer(one);
      response.writeHead(status).end(body === null ? '' : JSON.stringify(body));
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
  const hospital = createFhirHospital({
    baseUrl: url,
    kioskId: 'K1',
    facilityCode: '01005',
    systems: fhirSystems(),
    tokens: givenToken(() => 'secret'),
    timeoutMs: 5_000,
    submitTimeoutMs: 5_000,
    now: () => new Date('2026-11-23T01:15:30Z'),
    ...options,
  });
  return {
    hospital,
    url,
    asked,
    async close() {
      await hospital.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A page of a search with these resources; `next` continues it. */
export const searchset = (resources: object[], next?: string): Answer => ({
  body: {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(next === undefined
      ? {}
      : {
          link: [
            { relation: 'self', url: 'x' },
            { relation: 'next', url: next },
          ],
        }),
    entry: resources.map((resource) => ({ resource })),
  },
});

export const parameters = (...parameter: object[]): Answer => ({ body: { resourceType: 'Parameters', parameter } });
