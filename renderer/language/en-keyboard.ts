import type { Translation } from './one-language.ts';
import type { viKeyboard } from './vi-keyboard.ts';

/** The English of `vi-keyboard.ts`; the tones as Vietnamese is taught to foreigners. */
export const enKeyboard: Pick<Translation, keyof typeof viKeyboard> = {
  keyboard: {
    label: 'Keyboard',
    shift: 'Capital letter',
    delete: 'Delete a letter',
    space: 'Space',
    method: 'Typing method',
    methods: { telex: 'Telex', vni: 'VNI' },
    tones: { acute: 'rising', grave: 'falling', hook: 'asking', tilde: 'tumbling', dot: 'heavy' },
  },
};
