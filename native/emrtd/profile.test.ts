import { describe, expect, it } from 'vitest';
import {
  ChipProfiles,
  LearningProfile,
  MAX_EXTENDED_FAILURES,
  MAX_PROFILES,
  MAX_RECALLS,
  UNKNOWN_CHIP,
} from './profile.ts';

const LARGE = { commandBytes: 4096, responseBytes: 4096, failures: 0 };

describe('what is known of one kind of chip', () => {
  it('is nothing at first, and needs no memory', () => {
    const profile = new LearningProfile();
    expect(profile.current).toEqual(UNKNOWN_CHIP);
    profile.learn({ maxBlockBytes: 160 });
    expect(profile.current).toEqual({ ...UNKNOWN_CHIP, maxBlockBytes: 160 });
  });

  it('is remembered for the next chip with this ATR, and for no other', () => {
    const profiles = new ChipProfiles();
    for (const lesson of [{ cardAccess: 'short-id' }, { shortIds: 'work' }] as const) {
      const profile = new LearningProfile(profiles.of('3b80'));
      profile.learn(lesson);
      profile.confirm();
    }
    expect(new LearningProfile(profiles.of('3b80')).current).toEqual({
      ...UNKNOWN_CHIP,
      cardAccess: 'short-id',
      shortIds: 'work',
    });
    expect(new LearningProfile(profiles.of('3b81')).current).toEqual(UNKNOWN_CHIP);
  });

  it('is not remembered of a card that did not end well', () => {
    const profiles = new ChipProfiles();
    new LearningProfile(profiles.of('3b80')).learn({ cardAccess: 'none', maxBlockBytes: 112 });
    expect(profiles.of('3b80').recall()).toBeNull();
    new LearningProfile(profiles.of('3b80')).confirm();
    expect(profiles.of('3b80').recall()).toBeNull();
  });

  it('is forgotten when it does not fit', () => {
    const profiles = new ChipProfiles();
    profiles.of('3b80').remember({ ...UNKNOWN_CHIP, cardAccess: 'none' });
    const profile = new LearningProfile(profiles.of('3b80'));
    profile.forget();
    expect(profile.current).toEqual(UNKNOWN_CHIP);
    expect(profiles.of('3b80').recall()).toEqual(UNKNOWN_CHIP);
  });

  it.each([
    ['not known', 'unknown', null],
    ['not there', 'none', null],
    ['there', LARGE, 4096],
    ['failed once: perhaps the card was pulled', { ...LARGE, failures: MAX_EXTENDED_FAILURES - 1 }, 4096],
    ['failed twice: the reader does not take it', { ...LARGE, failures: MAX_EXTENDED_FAILURES }, null],
  ] as const)('extended length %s', (_, extended, bytes) => {
    const profile = new LearningProfile();
    profile.learn({ extended });
    expect(profile.extendedResponseBytes).toBe(bytes);
  });
});

describe('extended commands', () => {
  it('count as failed until one is answered', () => {
    const profile = new LearningProfile();
    profile.learn({ extended: LARGE });
    profile.extendedSent();
    profile.extendedSent();
    expect(profile.current.extended).toEqual({ ...LARGE, failures: 2 });
    profile.extendedAnswered();
    expect(profile.current.extended).toEqual(LARGE);
  });

  it('are counted at once, since one may end the read, and nothing else is', () => {
    const profiles = new ChipProfiles();
    const profile = new LearningProfile(profiles.of('3b80'));
    profile.learn({ extended: LARGE, cardAccess: 'none' });
    profile.extendedSent();
    expect(profiles.of('3b80').recall()).toEqual({ ...UNKNOWN_CHIP, extended: { ...LARGE, failures: 1 } });
  });

  it('teach nothing about a chip without them', () => {
    const profile = new LearningProfile();
    profile.extendedSent();
    expect(profile.current).toEqual(UNKNOWN_CHIP);
  });
});

describe('the memory of a kiosk', () => {
  it('asks a kind of chip anew after so many reads', () => {
    const profiles = new ChipProfiles();
    profiles.of('3b80').remember(UNKNOWN_CHIP);
    for (let read = 0; read < MAX_RECALLS; read++) expect(profiles.of('3b80').recall()).toEqual(UNKNOWN_CHIP);
    expect(profiles.of('3b80').recall()).toBeNull();
    profiles.of('3b80').remember(UNKNOWN_CHIP);
    expect(profiles.of('3b80').recall()).toEqual(UNKNOWN_CHIP);
  });

  it('forgets the kind of chip that was learned about longest ago', () => {
    const profiles = new ChipProfiles();
    for (let kind = 0; kind < MAX_PROFILES; kind++) profiles.of(`${kind}`).remember(UNKNOWN_CHIP);
    profiles.of('0').remember({ ...UNKNOWN_CHIP, maxBlockBytes: 192 });
    expect(profiles.of('1').recall()).toEqual(UNKNOWN_CHIP);
    profiles.of('another').remember(UNKNOWN_CHIP);
    expect(profiles.of('1').recall()).toBeNull();
    expect(profiles.of('2').recall()).toEqual(UNKNOWN_CHIP);
    expect(profiles.of('0').recall()?.maxBlockBytes).toBe(192);
  });
});
