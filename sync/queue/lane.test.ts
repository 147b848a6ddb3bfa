import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ownLane, personHashes } from './lane.ts';
import { person } from './test-queue.ts';

const secret = createSecretKey('01'.repeat(32), 'hex');
const hashes = (changes: Parameters<typeof person>[1], patientId: string | null = null) =>
  personHashes(person(null, changes), patientId, secret);
const lane = (changes: Parameters<typeof person>[1]) => hashes(changes)[0];

describe('the lane of a person', () => {
  it('is that of the strongest key, in the order the hospital searches', () => {
    const all = {
      idNumber: '001080000001',
      oldIdNumber: '012345678',
      insuranceNumber: 'GD4010123456789',
      passportNumber: 'C1234567',
      patientCode: 'BN00000001',
    };
    const chain = [
      all,
      { ...all, idNumber: null },
      { ...all, idNumber: null, oldIdNumber: null },
      { passportNumber: 'C1234567', patientCode: 'BN00000001' },
      { patientCode: 'BN00000001' },
    ];
    expect(new Set(chain.map((keys) => lane(keys))).size).toBe(chain.length);
    expect(hashes(all, 'patient-1')).toEqual([...chain.map(lane), hashes({}, 'patient-1')[0]]);
    expect(lane(all)).toBe(lane({ idNumber: '001080000001' }));
    expect(lane({ passportNumber: 'C1234567' })).toBe(lane(chain[3]));
  });

  it('keeps to the insurance code when object code or province change', () => {
    expect(lane({ insuranceNumber: 'GD4010123456789' })).toBe(lane({ insuranceNumber: 'HT3790123456789' }));
    expect(lane({ insuranceNumber: '0123456789' })).toBe(lane({ insuranceNumber: 'HT3790123456789' }));
  });

  it('does not take equal digits of two kinds for one person', () => {
    expect(lane({ oldIdNumber: '012345678' })).not.toBe(lane({ passportNumber: '012345678' }));
  });

  it('is the registration alone when there is no key', () => {
    expect(hashes({})).toEqual([]);
    expect(ownLane('registration-1', secret)).not.toBe(ownLane('registration-2', secret));
  });

  it('shows no number and depends on the secret', () => {
    const keys = person('001080000001');
    expect(personHashes(keys, null, secret)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(personHashes(keys, null, secret)).not.toEqual(
      personHashes(keys, null, createSecretKey('02'.repeat(32), 'hex')),
    );
  });
});
