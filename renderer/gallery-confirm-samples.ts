import type { KioskSnapshot, VisitAt } from '../electron/bridge/snapshot.ts';
import { clinics, sampleBase as base, samplePeople } from './gallery-base-samples.ts';
import { covered, unknownInsurance } from './gallery-insurance-samples.ts';

/** Sample snapshots of the last look before the number. */

const { holder, claimed, child, carer } = samplePeople;
type Choices = VisitAt<'confirm'>['choices'];
const choices: Choices = clinics.slice(1, 5).map((clinic) => ({ clinic, doctor: null, time: null }));
const [cardiology] = choices;

const confirm: VisitAt<'confirm'> = {
  step: 'confirm',
  state: 'asking',
  holder,
  cardStillThere: false,
  carer: null,
  choices: choices.slice(0, 1),
  later: null,
  insurance: covered,
  isPaying: false,
  stream: 'insured',
  priorityReason: null,
  declared: [],
  mayDeclare: [],
  canChooseRoom: false,
};
const at = (change: Partial<VisitAt<'confirm'>>): KioskSnapshot => ({ ...base, visit: { ...confirm, ...change } });

export const confirmSamples: Record<string, KioskSnapshot> = {
  confirm: at({}),
  'confirm-other-rooms': at({ canChooseRoom: true, mayDeclare: ['pregnancy', 'disability'] }),
  'confirm-two-cards': at({
    insurance: { ...covered, advice: 'new-card', maskedReplacedNumber: '•••••••113', route: 'out-of-route' },
  }),
  'confirm-any-route': at({ insurance: { ...covered, route: 'any' } }),
  // Nobody could be asked about it: it is not said that they pay.
  'confirm-insurance-unknown': at({ insurance: unknownInsurance, stream: null }),
  'confirm-recognised': at({ holder: { ...holder, identity: 'recognised' } }),
  'confirm-claimed': at({
    holder: claimed,
    cardStillThere: true,
    choices: choices.slice(3),
    insurance: { ...covered, outcome: 'check-name', advice: 'name' },
    stream: 'paying',
  }),
  'confirm-doctor-later': at({
    choices: cardiology ? [{ ...cardiology, doctor: 'BS. Trần Văn Ưu' }] : choices,
    later: { serviceDate: '2026-11-23', session: 'morning' },
    stream: 'priority',
    priorityReason: 'age-75-or-more',
  }),
  'confirm-may-declare': at({ mayDeclare: ['pregnancy', 'disability'] }),
  'confirm-declared': at({
    mayDeclare: ['pregnancy', 'disability'],
    declared: ['pregnancy'],
    stream: 'priority',
    priorityReason: 'pregnancy',
  }),
  'confirm-several': at({
    choices: choices.slice(0, 3).map((choice, index) => ({ ...choice, time: `0${String(8 + index)}:30`.slice(-5) })),
    mayDeclare: ['disability'],
  }),
  'confirm-many': at({
    choices: clinics
      .slice(0, 7)
      .map((clinic, index) => ({ clinic, doctor: 'BS. Vũ Hải', time: `0${String(index)}:30` })),
    holder: claimed,
    carer,
    mayDeclare: ['pregnancy', 'disability'],
    declared: ['disability'],
  }),
  'confirm-child': at({
    holder: child,
    carer,
    insurance: { ...unknownInsurance, outcome: 'not-covered', advice: 'child-without-card' },
    isPaying: true,
    stream: 'priority',
    priorityReason: 'age-under-6',
  }),
  // Of a code without a number, and of an insurer that says little.
  'confirm-plain': at({
    holder: { ...claimed, maskedIdNumber: null, birthYear: null, sex: null },
    insurance: { ...covered, referral: { facility: null, validTo: null, isOver: false } },
  }),
  'confirm-referral': at({
    insurance: {
      ...covered,
      referral: { facility: 'Trung tâm Y tế huyện Mẫu', validTo: '2026-12-31', isOver: false },
    },
  }),
  'confirm-committing': at({ state: 'committing' }),
};
