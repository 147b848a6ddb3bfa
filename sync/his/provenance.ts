import type { Extension, Provenance, Reference } from './fhir.ts';
import { hl7, type FhirSystems } from './identifiers.ts';
import type { IdentityEvidence, OutboxSubject } from '../registration.ts';

/** One repeat of the `identity-evidence` extension: the method coded, what it found beside it. */
function evidenceExtension(evidence: IdentityEvidence, systems: FhirSystems): Extension {
  return {
    url: systems.identityEvidence,
    extension: [
      { url: 'method', valueCoding: { system: systems.evidenceMethod, code: evidence.method } },
      ...finding(evidence),
    ],
  };
}

function finding(evidence: IdentityEvidence): Extension[] {
  switch (evidence.method) {
    case 'code-scanned':
    case 'number-typed':
    case 'vneid-verified':
    case 'face-not-recognised':
      return [];
    case 'chip-read':
      return [{ url: 'verdict', valueCode: evidence.verdict }];
    case 'face-matches-chip':
    case 'face-not-matched':
      return [{ url: 'similarity', valueDecimal: evidence.similarity }];
    case 'staff-compared':
      return [
        { url: 'result', valueCode: evidence.result },
        { url: 'by', valueString: evidence.by },
      ];
    case 'face-returning':
      return [
        { url: 'factor', valueCode: evidence.factor },
        { url: 'similarity', valueDecimal: evidence.similarity },
      ];
    case 'face-not-compared':
    case 'chip-not-read':
      return [{ url: 'reason', valueCode: evidence.reason }];
  }
}

/** The kiosk as author: a logical reference, so that no Device has to be registered before the first check-in. */
export function kioskReference(kioskId: string, systems: FhirSystems): Reference {
  return { type: 'Device', identifier: { system: systems.kiosk, value: kioskId } };
}

/**
 * Who recorded it, how the holder was identified, and the digest of the code that was shown. An amendment is asked for by
 * whoever holds the ticket: it has neither, no more than a consent.
 */
export function provenanceResource(
  id: string,
  subject: OutboxSubject,
  targets: Reference[],
  systems: FhirSystems,
  facility: Reference,
): Provenance {
  const { evidence, codeSha256 } = 'evidence' in subject ? subject : { evidence: [], codeSha256: null };
  return {
    resourceType: 'Provenance',
    id,
    // FHIR has no empty arrays.
    ...(evidence.length === 0 ? {} : { extension: evidence.map((each) => evidenceExtension(each, systems)) }),
    target: targets,
    recorded: subject.registeredAt,
    agent: [
      {
        type: { coding: [{ system: hl7.participantType, code: 'assembler' }] },
        who: kioskReference(subject.kioskId, systems),
        onBehalfOf: facility,
      },
    ],
    ...(codeSha256 === null
      ? {}
      : {
          entity: [
            {
              role: 'source' as const,
              what: { identifier: { system: systems.codeDigest, value: codeSha256 } },
            },
          ],
        }),
  };
}
