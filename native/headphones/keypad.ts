import { createHeadphonesStatus, type Headphones } from './port.ts';

/** The jack of a navigator keypad: it types one key when a plug goes in, and another when it comes out. */

export interface KeypadHeadphones extends Headphones {
  /** A key the keypad typed into the screen; keys of other meaning change nothing. */
  press(key: string): void;
}

/** A keypad tells changes only: until the first one, nothing is taken to be plugged. */
export function createKeypadHeadphones({
  plugKey,
  unplugKey,
}: {
  plugKey: string;
  unplugKey: string;
}): KeypadHeadphones {
  const status = createHeadphonesStatus('unplugged');
  return {
    get status() {
      return status.get();
    },
    subscribe: status.subscribe,
    press: (key) => {
      if (key === plugKey) status.set('plugged');
      if (key === unplugKey) status.set('unplugged');
    },
    close: () => undefined,
  };
}
