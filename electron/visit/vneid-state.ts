import { assertEvent, assign, raise } from 'xstate';
import { visitSetup } from './machine-setup.ts';
import { notExchanged } from './vneid.ts';

/** While a VNeID code is exchanged: whatever comes of it goes on as an event, like a code from the scanner. */
export const exchange = visitSetup.createStateConfig({
  entry: assign(({ event }) => {
    assertEvent(event, 'scan-vneid');
    return { exchanging: event.codeSha256 };
  }),
  exit: assign({ exchanging: null }),
  invoke: {
    src: 'exchangeCode',
    input: ({ context, event }) => {
      assertEvent(event, 'scan-vneid');
      return { ports: context.ports, token: event.token, codeSha256: event.codeSha256 };
    },
    onDone: { actions: raise(({ event }) => event.output) },
    onError: { actions: raise(notExchanged) },
  },
  after: { lookup: { actions: raise(notExchanged) } },
});

/** On a screen that stays until somebody has come: a VNeID code is exchanged behind it, and in vain is as any other of no use. */
export const behindScreen = visitSetup.createStateConfig({
  initial: 'quiet',
  // What was said of a code counts for that screen.
  exit: { type: 'tellStray', params: 'none' },
  states: {
    quiet: {},
    checking: {
      ...exchange,
      on: {
        'code-refused': {
          target: 'quiet',
          actions: ['countInVain', { type: 'tellStray', params: ({ event }) => event.prompt }],
        },
      },
    },
  },
});
