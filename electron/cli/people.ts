import { compareNames } from '../../native/citizen-id/names.ts';
import { loadPeople, noFixtures } from './fixtures.ts';
import { complain, type ExitCode, exitCodes, print, table } from './output.ts';

/** `tiepdon people`: who there is by name, what they carry, and how each way to identify must end. */
export async function listPeople({ json }: { json: boolean }): Promise<ExitCode> {
  const people = await loadPeople();
  if (!people) {
    complain(json, noFixtures);
    return exitCodes.failed;
  }
  const byName = people.specimenPeople().sort((one, other) => compareNames(one.fullName, other.fullName));
  const list = byName.map((person) => ({
    id: person.id,
    name: person.fullName,
    carries: people.carries(person),
    expected: person.expected,
    note: person.note,
  }));
  print(json, list, () =>
    table([
      ['id', 'name', 'card', 'qr', 'note'],
      ...list.map(({ id, name, expected, note }) => [id, name, expected.card ?? '-', expected.qr ?? '-', note]),
    ]),
  );
  return exitCodes.done;
}
