import { describe, expect, it } from 'vitest';
import type { Eligibility } from '../../sync/his/hospital-api.ts';
import type { Lookup } from './lookup.ts';
import type { VisitPorts } from './ports.ts';
import type { Payer } from '../../sync/registration.ts';
import { declaredOf, mayDeclareOf, streamOf, toldStream, whoPays } from './stream.ts';
import type { VisitPlan } from './visit-choice.ts';
import { fakePorts } from './visit-testing.ts';
import { codeOf, covered, hanh, holderOf, insuranceCodeOf, recordFor, typedOf } from './visit-testing-people.ts';
import { away, found, identityBy, planOf, unknown } from './visit-testing-plan.ts';

const ports = fakePorts();
const elder = identityBy(codeOf({ ...hanh, birthDate: '1951-03-02' }));
const plan = (changes: Partial<VisitPlan> = {}) => planOf(ports, changes);
const outcome = (changes: Partial<Eligibility>): Lookup => ({ ...found, eligibility: { ...covered, ...changes } });

describe('the stream', () => {
  it('is legal priority first, then insurance, else paying', () => {
    const stream = (changes: Partial<VisitPlan>) => streamOf(plan(changes));
    expect(stream({ identity: elder })).toEqual({ stream: 'priority', priorityReason: 'age-75-or-more' });
    expect(stream({})).toEqual({ stream: 'insured', priorityReason: null });
    expect(stream({ lookup: outcome({ outcome: 'not-covered' }) }).stream).toBe('paying');
    expect(stream({ lookup: unknown }).stream).toBe('paying');
  });

  it('of who chooses to pay is paying, and priority all the same', () => {
    expect(streamOf(plan({ isPaying: true }))).toEqual({ stream: 'paying', priorityReason: null });
    expect(streamOf(plan({ isPaying: true, identity: elder })).stream).toBe('priority');
  });

  it('goes by merit only where the insurer has confirmed the number, and by what is declared', () => {
    const merit = { insuranceNumber: 'CC1010112345678' };
    const reason = (changes: Partial<VisitPlan>) => streamOf(plan(changes)).priorityReason;
    expect(reason({ lookup: outcome(merit) })).toBe('meritorious-service');
    expect(reason({ lookup: outcome(merit), isPaying: true })).toBe('meritorious-service');
    expect(reason({ lookup: outcome({ ...merit, outcome: 'not-covered' }) })).toBeNull();
    const claimed = identityBy({ ...insuranceCodeOf(hanh), cardNumber: 'CC1010112345678' });
    expect(reason({ identity: claimed, lookup: unknown })).toBeNull();
    expect(reason({ declared: ['pregnancy'] })).toBe('pregnancy');
  });

  it('goes by an age that somebody vouches for', () => {
    const old = { ...hanh, birthDate: '1951-03-02' };
    const reason = (changes: Partial<VisitPlan>) => streamOf(plan(changes)).priorityReason;
    const chip = {
      holder: holderOf(old),
      verdict: 'anchored',
      isProven: true,
      expiredOn: null,
      portrait: null,
    } as const;
    const byRecord: Lookup = { ...unknown, patient: { kind: 'one', patient: recordFor(old) } };
    const undated: Lookup = { ...unknown, patient: { kind: 'one', patient: { ...recordFor(old), birthDate: null } } };
    for (const code of [typedOf(old), insuranceCodeOf(old)]) {
      const claimed = identityBy(code);
      expect(reason({ identity: claimed, lookup: unknown })).toBeNull();
      expect(reason({ identity: claimed, lookup: away })).toBeNull();
      expect(reason({ identity: claimed, lookup: undated })).toBeNull();
      expect(
        reason({ identity: claimed, lookup: { ...unknown, eligibility: { ...covered, outcome: 'counter' } } }),
      ).toBeNull();
      expect(reason({ identity: claimed, lookup: { ...unknown, eligibility: covered } })).toBe('age-75-or-more');
      expect(reason({ identity: claimed, lookup: byRecord })).toBe('age-75-or-more');
      expect(reason({ identity: { ...claimed, chip }, lookup: unknown })).toBe('age-75-or-more');
      const undatedChip = { ...chip, holder: { ...chip.holder, birthDate: null } };
      expect(reason({ identity: { ...claimed, chip: undatedChip }, lookup: unknown })).toBeNull();
    }
    expect(reason({ identity: identityBy(codeOf(old)), lookup: away })).toBe('age-75-or-more');
  });

  it('of a visit for another day goes by the age of that day', () => {
    const days: string[] = [];
    const priority: VisitPorts['documents']['priority'] = (_, today) => {
      days.push(today);
      return null;
    };
    const its = fakePorts({ documents: { priority } });
    streamOf(plan({ ports: its }));
    streamOf(plan({ ports: its, later: { serviceDate: '2026-03-05', session: 'morning' } }));
    mayDeclareOf(plan({ ports: its, later: { serviceDate: '2026-03-06', session: 'morning' } }));
    expect(days).toEqual(['2026-03-02', '2026-03-05', '2026-03-06']);
  });

  it('is one that the hospital runs', () => {
    const among = (...streams: VisitPorts['streams']) =>
      [{ identity: elder }, { identity: elder, lookup: unknown }, {}, { lookup: unknown }, { isPaying: true }].map(
        (changes) => {
          const { stream, priorityReason } = streamOf(plan({ ports: { ...ports, streams }, ...changes }));
          return priorityReason === null ? stream : `${stream} for ${priorityReason}`;
        },
      );
    const old = 'priority for age-75-or-more';
    expect(among('insured', 'paying')).toEqual(['insured', 'paying', 'insured', 'paying', 'paying']);
    expect(among('paying', 'priority')).toEqual([old, old, 'paying', 'paying', 'paying']);
    expect(among('insured', 'priority')).toEqual([old, old, 'insured', 'insured', 'insured']);
    expect(among('paying')).toEqual(['paying', 'paying', 'paying', 'paying', 'paying']);
    expect(among('priority')).toEqual([old, old, 'priority', 'priority', 'priority']);
  });

  it.each<[string, Partial<VisitPlan>, Payer]>([
    ['somebody whose card counts', {}, 'insurance'],
    ['somebody whose card does not', { lookup: outcome({ outcome: 'not-covered' }) }, 'patient'],
    ['somebody who pays, whatever the insurer would say', { lookup: away, isPaying: true }, 'patient'],
    ['somebody whom the insurer cannot look up', { lookup: outcome({ outcome: 'technical' }) }, 'undecided'],
    ['somebody whom nobody could be asked about', { lookup: away }, 'undecided'],
  ])('of %s is said to be of who pays only where that is known', (_, changes, payer) => {
    expect(whoPays(plan(changes))).toBe(payer);
    const told = (['insured', 'paying', 'priority', null] as const).map((each) => toldStream(each, payer));
    expect(told).toEqual(['insured', payer === 'patient' ? 'paying' : null, 'priority', null]);
  });

  it('may be declared where it would change something', () => {
    expect(mayDeclareOf(plan())).toEqual(['pregnancy', 'disability']);
    expect(mayDeclareOf(plan({ declared: ['pregnancy'] }))).toEqual(['pregnancy', 'disability']);
    expect(mayDeclareOf(plan({ identity: elder }))).toEqual([]);
    expect(mayDeclareOf(plan({ ports: { ...ports, streams: ['insured', 'paying'] } }))).toEqual([]);
  });

  it.each([
    ['a man, as his code says', { sex: 'male' }, ['disability']],
    ['a girl under twelve', { sex: 'female', birthDate: '2014-03-03' }, ['disability']],
    ['a girl of twelve today', { sex: 'female', birthDate: '2014-03-02' }, ['pregnancy', 'disability']],
    ['somebody of whom no sex is known', { sex: null }, ['pregnancy', 'disability']],
  ] as const)('is no pregnancy of %s', (_, changes, may) => {
    const identity = identityBy({ ...codeOf(hanh), ...changes });
    const its = { identity, lookup: unknown, declared: ['pregnancy', 'disability'] } as const;
    expect(mayDeclareOf(plan({ ...its, declared: [] }))).toEqual(may);
    // What was said before the card was read.
    expect(declaredOf(plan({ ...its, declared: [...its.declared] }))).toEqual(may);
    expect(streamOf(plan({ ...its, declared: ['pregnancy'] })).stream).toBe(may.length === 2 ? 'priority' : 'paying');
  });
});
