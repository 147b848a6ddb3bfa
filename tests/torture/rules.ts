import type { MockHis } from '../../fixtures/his/mock-his.ts';
import { clinics, madeUpPerson } from './made-up.ts';
import { type CyclePlan, peopleCount } from './plan.ts';

/** Staff of the hospital do what makes it refuse a registration that a kiosk has accepted. */
export function applyRule({ staff }: MockHis, rule: CyclePlan['rule']): void {
  switch (rule?.do) {
    case undefined:
      return;
    case 'block':
    case 'unblock':
      return staff.setBlocked(identifierOf(rule.person), rule.do === 'block');
    case 'close':
      return staff.setClinic(clinicId(rule.clinic), { hours: [], sendTo: clinicId(rule.clinic + 1) });
    case 'fill':
      return staff.setClinic(clinicId(rule.clinic), { quotas: { morning: 3, afternoon: 0 } });
    case 'open':
      return staff.setClinic(clinicId(rule.clinic), {});
  }
}

export function liftRules({ staff }: MockHis): void {
  for (const { id } of clinics) staff.setClinic(id, {});
  for (let person = 0; person < peopleCount; person += 1) staff.setBlocked(identifierOf(person), false);
}

const clinicId = (ordinal: number): string => (clinics[ordinal % clinics.length] ?? clinics[0]).id;

const identifierOf = (person: number): string => String(madeUpPerson(person).idNumber);
