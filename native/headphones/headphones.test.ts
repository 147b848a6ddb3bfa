import { describe, expect, it, vi } from 'vitest';
import { HeadphonesSimulator } from '../../fixtures/simulators/headphones.ts';
import { createKeypadHeadphones } from './keypad.ts';
import { createUsbAudio, hasUsbCard } from './usb-audio.ts';

const name = HeadphonesSimulator.cardName;

/** One timer that a test lets run. */
function handTimers() {
  let due: (() => void) | null = null;
  return {
    timers: {
      setTimeout: (callback: () => void) => {
        due = callback;
        return 1;
      },
      clearTimeout: () => {
        due = null;
      },
    },
    pass: () => due?.(),
    isSet: () => due !== null,
  };
}

describe('headphones with a sound card of their own', () => {
  it('are plugged while the system lists the card', () => {
    const device = new HeadphonesSimulator();
    const { timers, pass, isSet } = handTimers();
    const headphones = createUsbAudio({ name, timers, readCards: device.readCards });
    const changed = vi.fn();
    headphones.subscribe(changed);
    expect(headphones.status).toBe('unplugged');
    device.plug();
    pass();
    expect(headphones.status).toBe('plugged');
    pass();
    expect(changed).toHaveBeenCalledOnce();
    device.unplug();
    pass();
    expect(headphones.status).toBe('unplugged');
    headphones.close();
    expect(isSet()).toBe(false);
  });

  it('are absent where the system has no sound, and come with it', () => {
    const { timers, pass } = handTimers();
    let cards: string | null = null;
    const headphones = createUsbAudio({ name, timers, readCards: () => cards });
    expect(headphones.status).toBe('absent');
    cards = '--- no soundcards ---\n';
    pass();
    expect(headphones.status).toBe('unplugged');
    headphones.close();
  });

  it('are no other card: neither a built-in one nor the microphone of a camera', () => {
    const cards = ` 0 [${'Headset'.padEnd(15)}]: HDA-Intel - Simulated Headset
 1 [C920           ]: USB-Audio - HD Pro Webcam C920
                      Simulated Headset, says a second line`;
    expect(hasUsbCard(cards, name)).toBe(false);
    expect(hasUsbCard(cards, 'C920')).toBe(true);
  });
});

describe('the jack of a navigator keypad', () => {
  it('tells by its keys, and by no others', () => {
    const headphones = createKeypadHeadphones({ plugKey: 'F15', unplugKey: 'F16' });
    const changed = vi.fn();
    const stop = headphones.subscribe(changed);
    headphones.press('F17');
    expect(headphones.status).toBe('unplugged');
    headphones.press('F15');
    headphones.press('F15');
    expect(headphones.status).toBe('plugged');
    expect(changed).toHaveBeenCalledOnce();
    stop();
    headphones.press('F16');
    expect(headphones.status).toBe('unplugged');
    expect(changed).toHaveBeenCalledOnce();
    headphones.close();
  });
});
