import { type SpecimenPerson, specimenPeople } from '../../fixtures/people/person.ts';

/** A specimen person by id; a test that names nobody is wrong. */
export function person(id: string): SpecimenPerson {
  const found = specimenPeople().find((each) => each.id === id);
  if (!found) throw new Error(`There is no specimen person ${id}.`);
  return found;
}
