import { describe, expect, it } from 'vitest';
import { laneOf } from './lane.ts';
import { person } from './test-queue.ts';

const secretHex = '01'.repeat(32);
const lane = (changes: Parameters<typeof person>[1], key = 'registration-1') =>
  laneOf(person(null, changes), key, secretHex);

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
      {},
    ];
    expect(new Set(chain.map((keys) => lane(keys))).size).toBe(chain.length);
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
    expect(lane({}, 'registration-1')).not.toBe(lane({}, 'registration-2'));
  });

  it('shows no number and depends on the secret', () => {
    const keys = person('001080000001');
    expect(laneOf(keys, 'k', secretHex)).toMatch(/^[0-9a-f]{64}$/);
    expect(laneOf(keys, 'k', secretHex)).not.toBe(laneOf(keys, 'k', '02'.repeat(32)));
  });
});
