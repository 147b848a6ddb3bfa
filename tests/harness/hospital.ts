import { createMockHis, type MockHis } from '../../fixtures/his/mock-his.ts';
import { specimenPeople } from '../../fixtures/people/person.ts';

/** A mock hospital over HTTP in the test's own process: it outlives every station. */
export const openHospital = (): Promise<MockHis> =>
  createMockHis({ now: () => new Date(), timeZone: 'Asia/Ho_Chi_Minh', people: specimenPeople() });

/** The lines of kiosk.toml that name it as the kiosk's hospital. */
export const hospitalSettings = ({ url }: MockHis): string[] => ['his.kind = "fhir"', `his.url = "${url}"`];
