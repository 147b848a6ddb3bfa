import { describe, expect, it } from 'vitest';
import { gallerySamples } from '../gallery-samples.ts';
import { gotItCue } from './use-got-it-sound.ts';

const samples = gallerySamples('');
const cue = (name: string) => {
  const sample = samples[name];
  if (!sample) throw new Error(`no sample ${name}`);
  return gotItCue(sample);
};

describe('what is got', () => {
  it('is the chip; a code has a count of its own', () => {
    expect(cue('attract-welcome')).toBeNull();
    expect(cue('identify-awaited')).toBeNull();
    expect(cue('identify-reading')).toBeNull();
    expect(cue('identify-read')).toBe('chip');
  });

  it('is the chip, so that the card can go, also where the camera follows at once', () => {
    expect(cue('verify-looking')).toBe('chip');
  });

  it('is nothing new while the card makes trouble', () => {
    expect(cue('identify-pulled')).toBe(cue('identify-awaited'));
    expect(cue('identify-expired')).toBe(cue('identify-awaited'));
  });

  it('is the paper once it is out, and not while it is printed or does not come', () => {
    const ticket = samples['ticket-new'];
    if (!ticket) throw new Error('no ticket');
    expect(gotItCue({ ...ticket, paper: 'printing' })).toBeNull();
    expect(gotItCue({ ...ticket, paper: 'printed' })).toBe('paper');
    expect(gotItCue({ ...ticket, paper: 'not-printed' })).toBeNull();
  });
});
