/**
 * The specimen world, loaded only by the commands that need it; a packaged kiosk does not contain it. The addresses are
 * computed so that a bundler leaves them out.
 */

async function load<Module>(load: () => Promise<Module>): Promise<Module | null> {
  try {
    return await load();
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

export const noFixtures = 'this kiosk is packaged without the specimen people; run it from a checkout of the sources';

export const loadPeople = () => load(() => import('../../fixtures/people/person.ts'));
export const loadPatient = () => load(() => import('../../fixtures/simulators/patient.ts'));
export const loadPatientFace = () => load(() => import('../../fixtures/simulators/patient-face.ts'));
export const loadMockHis = () => load(() => import('../../fixtures/his/mock-his.ts'));
export const loadRestMock = () => load(() => import('../../fixtures/his/rest-mock.ts'));
export const loadRecordable = () => load(() => import('../../fixtures/cards/recordable.ts'));
