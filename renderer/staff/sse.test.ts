import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StaffNews } from '../../electron/bridge/staff-page.ts';
import { createNewsReader } from './sse.ts';

const sent: StaffNews[] = [{ kind: 'changed' }, { kind: 'calls', calls: [] }, { kind: 'locked' }];
const wire = `:\n\n${sent.map((news) => `data: ${JSON.stringify(news)}\n\n`).join(':\n\n')}`;

it('reads the same news however the network cuts them', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(wire.length), { maxLength: 12 }), (cuts) => {
      const read = createNewsReader();
      const places = [0, ...cuts.toSorted((one, other) => one - other), wire.length];
      const heard = places.slice(1).flatMap((until, index) => read(wire.slice(places[index], until)));
      expect(heard).toEqual(sent);
    }),
  );
});

it('passes over what is none of its news, and never throws', () => {
  const read = createNewsReader();
  expect(read('data: {"kind":"weather"}\ndata: nonsense\nevent: x\n')).toEqual([]);
  fc.assert(fc.property(fc.string(), (text) => Array.isArray(createNewsReader()(`data:${text}\n`))));
});

it('keeps no more of a line that never ends than a line may have', () => {
  const read = createNewsReader();
  for (let chunk = 0; chunk < 4; chunk += 1) expect(read('x'.repeat(40_000))).toEqual([]);
  expect(read(`\ndata: {"kind":"changed"}\n`)).toEqual([{ kind: 'changed' }]);
});
