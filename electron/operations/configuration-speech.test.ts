import { describe, expect, it } from 'vitest';
import { problemsOf, read } from './configuration-testing.ts';

const speech = (lines: string) => read(`version = 1\n[speech]\n${lines}`).speech;
const problems = (lines: string) => problemsOf(`version = 1\n[speech]\n${lines}`);

describe('speech', () => {
  it('is the system’s espeak-ng unless the configuration says otherwise', () => {
    expect(read('version = 1').speech).toEqual({
      program: 'espeak-ng',
      speed: 150,
      voicesFolder: 'voices',
      voices: {},
      headphones: { kind: 'simulated', output: null },
    });
    expect(speech('voices = { vi = "vi-vn-x-south" }').voices).toEqual({ vi: 'vi-vn-x-south' });
    expect(problems('voices = { vi = "--help" }')).toHaveLength(1);
    expect(problems('speed = 30')).toHaveLength(1);
  });

  it('has headphones of one kind, with what that kind needs', () => {
    expect(speech('headphones = { kind = "usb-audio", name = "Headset" }').headphones).toEqual({
      kind: 'usb-audio',
      name: 'Headset',
      output: 'Headset',
    });
    expect(speech('headphones = { kind = "keypad", unplugKey = "F17", output = "AudioNav" }').headphones).toEqual({
      kind: 'keypad',
      plugKey: 'F15',
      unplugKey: 'F17',
      output: 'AudioNav',
    });
    expect(problems('headphones = { kind = "usb-audio" }')[0]).toContain('/proc/asound/cards');
    expect(problems('headphones = { kind = "keypad", plugKey = "F16" }')[0]).toContain('unplugKey');
    expect(problems('headphones = { kind = "keypad", plugKey = "Enter" }')[0]).toContain('F13 to F24');
  });

  it('says what is personal on the usual output only where the configuration says so', () => {
    const output = (lines: string) => speech(`headphones = { ${lines} }`).headphones.output;
    expect(output('kind = "usb-audio", name = "Headset", output = "usual"')).toBe('usual');
    expect(output('kind = "keypad", output = "usual"')).toBe('usual');
    expect(problems('headphones = { kind = "keypad" }')[0]).toContain('output');
  });

  it('says whether there are keys, or leaves it to the headphones', () => {
    expect(speech('headphones = { kind = "keypad", output = "AudioNav" }').keypad).toBeUndefined();
    expect(speech('keypad = true\nheadphones = { kind = "none" }').keypad).toBe(true);
    expect(speech('keypad = false').keypad).toBe(false);
  });
});
