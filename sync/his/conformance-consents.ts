import type { ConsentRecord } from '../registration.ts';
import { type Check, type CheckOutcome, type ConformanceWorld, failed, notOffered } from './conformance-check.ts';
import { describe, isConfirmed, onceOf, register, send, stampOf, visit } from './conformance-visit.ts';

/** That a hospital learns of consents to be recognised by face, and of their withdrawal. */

type Visit = Awaited<ReturnType<typeof visit>>;

/** What whoever came for this visit agreed to; it needs no ticket, as where its visit is forgotten. */
function consent(world: ConformanceWorld, { person, key: visitKey }: Visit): ConsentRecord {
  const stamp = stampOf(world, world.newKey(), '-');
  return {
    ...stamp,
    kind: 'consent',
    status: 'active',
    consentId: world.newKey(),
    visitKey,
    patientId: null,
    idNumber: person.idNumber,
    givenAt: stamp.registeredAt,
    withdrawnAt: null,
    version: '1',
    language: 'vi',
    textSha256: 'c0de'.repeat(16),
  };
}

const withdrawn = (world: ConformanceWorld, given: ConsentRecord): ConsentRecord => ({
  ...given,
  key: world.newKey(),
  status: 'inactive',
  withdrawnAt: given.givenAt,
});

/** Sends it twice. A hospital that keeps no consents says so by 404: then nobody is to be enrolled there. */
async function twice(world: ConformanceWorld, subject: ConsentRecord): Promise<CheckOutcome> {
  const first = await send(world, subject);
  if (first.kind === 'dead' && first.status === 404) return notOffered;
  return onceOf(first, await send(world, subject));
}

export const consentChecks: readonly Check[] = [
  {
    id: 'writes.consent-given',
    title: 'takes a consent of a patient whom it has, once',
    run: async (world) => {
      const subject = await visit(world);
      const answer = await register(world, subject);
      if (!isConfirmed(answer)) return failed(describe(answer));
      return twice(world, consent(world, subject));
    },
  },
  {
    id: 'writes.consent-withdrawn',
    title: 'takes its withdrawal, once',
    run: async (world) => {
      const given = consent(world, await visit(world));
      const outcome = await twice(world, given);
      return outcome.kind === 'passed' ? twice(world, withdrawn(world, given)) : outcome;
    },
  },
  {
    id: 'writes.consent-unknown',
    title: 'takes the withdrawal of a consent that it never had',
    run: async (world) => twice(world, withdrawn(world, consent(world, await visit(world)))),
  },
];
