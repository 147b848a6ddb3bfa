import { describe, expect, it } from 'vitest';
import type { VisitAt, VisitStep } from '../../electron/bridge/snapshot.ts';
import { gallerySamples } from '../gallery-samples.ts';
import { type AudioOutput, createSounds, soundIntervalMs } from '../sound.ts';
import { recogniseCue, verifyCue } from './use-face-sound.ts';

const samples = gallerySamples('');
const sample = <Step extends VisitStep>(step: Step, name: string): VisitAt<Step> => {
  const visit = samples[name]?.visit;
  if (visit?.step !== step) throw new Error(`no sample ${name} of ${step}`);
  return visit as VisitAt<Step>;
};
const verify = (name: string) => verifyCue(sample('verify', name));
const recognise = (name: string) => recogniseCue(sample('recognise', name));

/** Stands in for the browser's Web Audio: notes the tones. */
const speakerThatNotes = (heard: number[]): AudioOutput =>
  ({
    state: 'running',
    currentTime: 0,
    destination: {},
    createGain: () => ({
      gain: { setValueAtTime: () => undefined, linearRampToValueAtTime: () => undefined },
      connect: () => undefined,
    }),
    createOscillator: () => ({
      frequency: { value: 0 },
      connect: () => undefined,
      start: (at: number) => heard.push(at),
      stop: () => undefined,
    }),
  }) as unknown as AudioOutput;

describe('what is heard before the camera', () => {
  it('tells of a new instruction, and once of one that stays', () => {
    expect(verify('verify-more-light').sound).toBe('instruction');
    expect(verify('verify-more-light').about).toBe(verify('verify-more-light').about);
    expect(verify('verify-more-light').about).not.toBe(verify('verify-hold-still').about);
  });

  it('asks for attention after a try that failed, and not again with the advice that follows', () => {
    expect(verify('verify-retry').sound).toBe('attention');
    expect(verify('verify-retry-mask').sound).toBe('instruction');
    expect(recognise('recognise-too-slow').sound).toBe('attention');
    expect(recognise('recognise-no-match').sound).toBe('instruction');
  });

  it('tells who has closed their eyes that they may open them, however soon', () => {
    const [go, back] = [recognise('recognise-blink-go'), recognise('recognise-blink-back')];
    expect([go.sound, back.sound]).toEqual(['instruction', 'release']);
    expect(go.about).not.toBe(back.about);
    let nowMs = 0;
    const heard: number[] = [];
    const sounds = createSounds({ openOutput: () => speakerThatNotes(heard), clock: () => nowMs });
    if (go.sound) sounds.play(go.sound);
    const before = heard.length;
    nowMs += soundIntervalMs / 2;
    if (back.sound) sounds.play(back.sound);
    expect(heard.length).toBeGreaterThan(before);
  });

  it('is calm between two movements, and tells of what is wrong during one', () => {
    expect(recognise('recognise-pause').sound).toBe('success');
    const wrong = recognise('recognise-moving-come-closer');
    expect(wrong.sound).toBe('instruction');
    expect(wrong.about).not.toBe(recognise('recognise-turn-left-go').about);
  });

  it('is silent where the camera is off', () => {
    expect(recognise('recognise-asking').sound).toBeNull();
  });

  it('does not count the seconds', () => {
    const moving = sample('recognise', 'recognise-turn-left-go');
    const { challenge } = moving;
    if (!challenge) throw new Error('no challenge');
    const later = recogniseCue({ ...moving, challenge: { ...challenge, secondsLeft: challenge.secondsLeft - 1 } });
    expect(later).toEqual(recogniseCue(moving));
  });

  it('is silent while the face is compared, and glad at the end', () => {
    expect(recognise('recognise-checking').sound).toBeNull();
    expect([recognise('recognise-done').sound, verify('verify-matched').sound]).toEqual(['success', 'success']);
  });
});
