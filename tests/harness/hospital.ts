import { hospitalAccount } from '../../fixtures/his/payment-code.ts';
import { createMockHis, type MockHis } from '../../fixtures/his/mock-his.ts';
import { type SpecimenPerson, specimenPeople } from '../../fixtures/people/person.ts';

/** A mock hospital over HTTP in the test's own process: it outlives every station. */
export const openHospital = (people: readonly SpecimenPerson[] = specimenPeople()): Promise<MockHis> =>
  createMockHis({ now: () => new Date(), timeZone: 'Asia/Ho_Chi_Minh', people });

/** The lines of kiosk.toml that name it as the kiosk's hospital. */
export const hospitalSettings = ({ url }: MockHis): string[] => ['his.kind = "fhir"', `his.url = "${url}"`];

/** The mock's appointments have hours; with this line of kiosk.toml every one of today may be arrived for at any hour. */
export const anyHour = 'policies.appointments = { earlyMinutes = 1440, lateMinutes = 1440, daysAround = 7 }';

/** It asks for money, and its account is known. */
export const paymentSettings = [
  'payment.enabled = true',
  `payment.beneficiaries = [{ bankBin = "${hospitalAccount.bankBin}", account = "${hospitalAccount.account}", bank = "Vietcombank" }]`,
];

/** The line that names its service for VNeID codes. */
export const verifierSetting = ({ url }: MockHis): string => `codes.verifier.url = "${url}/code-verifier"`;

/** What the hospital answers to a search, as any other system of the hospital would ask: `Task?code=data-conflict`. */
export async function searchHospital({ url }: MockHis, query: string): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${url}/${query}`);
  const { entry = [] } = (await response.json()) as { entry?: { resource: Record<string, unknown> }[] };
  if (!response.ok) throw new Error(`${query}: ${String(response.status)}`);
  return entry.map(({ resource }) => resource);
}
