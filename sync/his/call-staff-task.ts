import type { Task } from './fhir.ts';
import { taskCodes, type FhirSystems } from './identifiers.ts';
import { kioskReference } from './provenance.ts';

/** A call from the screen: where and how urgent, and nothing about who or why. */
export function callStaffTask(
  request: { key: string; kioskId: string; location: string; urgency: 'help' | 'emergency' },
  authoredOn: string,
  systems: FhirSystems,
): Task {
  const isEmergency = request.urgency === 'emergency';
  return {
    resourceType: 'Task',
    identifier: [{ system: systems.checkIn, value: request.key }],
    status: 'requested',
    intent: 'order',
    priority: isEmergency ? 'stat' : 'urgent',
    code: {
      coding: [taskCodes.callStaff, ...(isEmergency ? [taskCodes.emergency] : [])].map((code) => ({
        system: systems.taskCode,
        code,
      })),
    },
    authoredOn,
    requester: kioskReference(request.kioskId, systems),
    location: { type: 'Location', display: request.location },
  };
}
