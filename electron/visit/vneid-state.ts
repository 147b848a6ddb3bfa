import { assertEvent, raise } from 'xstate';
import { visitSetup } from './machine-setup.ts';
import { notExchanged } from './vneid.ts';

/** While a VNeID code is exchanged: whatever comes of it goes on as an event, like a code from the scanner. */
export const exchange = visitSetup.createStateConfig({
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
