import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { handMadePerson, pictureOf } from '../../fixtures/cards/hand-made-person.ts';
import { personalise } from '../../fixtures/cards/personalise.ts';
import { Hn212Line, type Hn212Fault } from '../../fixtures/simulators/hn212.ts';
import type { MrzKey } from '../emrtd/chip.ts';
import { DELIVERY_TIMEOUT_MS } from './delivery-desk.ts';
import { createHn212Serial, createSerialLine, REOPEN_MS, SETTLE_MS } from './hn212-serial.ts';
import type { ReaderStatus } from './port.ts';
import { assembleWith, HandClock } from './testing.ts';

const image = personalise(handMadePerson(), { portrait: pictureOf(600) });
const key = image.accessKey;
const idNumber = '001085012345';
const wrong: MrzKey = { ...key, expiryDate: '991231' };

async function open(line = new Hn212Line()) {
  const clock = new HandClock();
  const reader = createHn212Serial({ line, assemble: assembleWith(), clock });
  onTestFinished(() => reader.close());
  const generations: (number | string)[] = [];
  reader.subscribe((status) => generations.push(status.state === 'card' ? status.generation : status.state));
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  await settled();
  const laid = (): Extract<ReaderStatus, { state: 'card' }> => {
    if (reader.status.state !== 'card') throw new Error('no card');
    return reader.status;
  };
  return { line, clock, reader, laid, settled, generations };
}

describe('a card', () => {
  it('is opened with what the code says, and verified', async () => {
    const { line, laid, generations } = await open();
    line.layCard(image);
    const onNames = vi.fn();
    const onProgress = vi.fn();
    const result = await laid().read({ keys: [key], idNumber, onNames, onProgress });
    expect(line.asked).toEqual(['CCCD:001085012345|BIRTH:850315|EXPIRY:450315']);
    expect(result).toMatchObject({ ok: true, chip: { authenticity: { verdict: 'consistent' } } });
    expect(result.ok && [...result.chip.dataGroups.keys()]).toEqual(expect.arrayContaining([1, 2, 13]));
    expect(onNames).toHaveBeenCalled();
    expect(onProgress.mock.calls.length).toBeGreaterThan(3);
    line.takeCard();
    expect(generations).toEqual(['empty', 1, 'empty']);
  });

  it('takes the last nine digits alone, and each candidate in turn', async () => {
    const { line, laid } = await open();
    line.layCard(image);
    expect(await laid().read({ keys: [{ can: '123456' }, wrong, key] })).toMatchObject({ ok: true });
    expect(line.asked).toEqual([
      'CCCD:000085012345|BIRTH:850315|EXPIRY:991231',
      'CCCD:000085012345|BIRTH:850315|EXPIRY:450315',
    ]);
  });

  it('that none of the keys opens is a wrong key', async () => {
    const { line, laid } = await open();
    line.layCard(image);
    const failure = { kind: 'wrong-key', tried: 2, ask: 'mrz' };
    expect(await laid().read({ keys: [wrong, { ...key, birthDate: '850316' }] })).toMatchObject({ failure });
    expect(await laid().read({ keys: [key] })).toMatchObject({ ok: true });
  });

  it('never sees a key that is no number', async () => {
    const { line, laid, clock } = await open();
    line.layCard(image);
    const reading = laid().read({
      keys: [
        { ...key, documentNumber: 'A\nB' },
        { ...key, birthDate: '85<<<<' },
      ],
    });
    clock.pass(DELIVERY_TIMEOUT_MS);
    expect(await reading).toMatchObject({ failure: { kind: 'protocol' } });
    expect(line.asked).toEqual([]);
  });

  it('that the device opened by itself is there before it is asked for', async () => {
    const { line, laid, clock } = await open();
    line.layCard(image);
    line.deliver();
    clock.pass(SETTLE_MS);
    expect(await laid().read({ keys: [key] })).toMatchObject({ ok: true });
    expect(line.asked).toEqual([]);
  });

  it('taken while it is read is lost, and the next one is read', async () => {
    const { line, laid, generations } = await open();
    line.layCard(image);
    line.failNext('silence');
    const reading = laid().read({ keys: [key] });
    line.say('[DG1_RAW_START]', 'YWJj');
    line.takeCard();
    expect(await reading).toMatchObject({ failure: { kind: 'protocol' } });
    line.layCard(image);
    expect(await laid().read({ keys: [key] })).toMatchObject({ ok: true });
    expect(generations).toEqual(['empty', 1, 'empty', 2]);
  });

  it('whose removal went unsaid is another one once the first has sent something', async () => {
    const { line, laid, generations } = await open();
    line.layCard(image);
    line.failNext('silence');
    const reading = laid().read({ keys: [key] });
    line.say('[DG1_RAW_START]', 'YWJj', '[DG1_RAW_END]');
    expect(await reading).toMatchObject({ failure: { kind: 'protocol' } });
    line.say('[SOD_RAW_START]');
    line.say('CARD_DETECTED');
    expect(generations).toEqual(['empty', 1, 2]);
  });
});

describe('trouble', () => {
  it.each([
    ['failure', { failure: { kind: 'wrong-key' } }],
    ['half-block', { failure: { kind: 'protocol', detail: 'DG13 did not arrive whole' } }],
    ['garbled', { failure: { kind: 'protocol', detail: 'DG13 is garbled' } }],
    ['tampered', { chip: { authenticity: { verdict: 'invalid' } } }],
    ['bare-picture', { chip: { portrait: null, findings: [{ id: 'group-not-delivered' }] } }],
  ] as [Hn212Fault, object][])('%s', async (fault, expected) => {
    const { line, laid } = await open();
    line.layCard(image);
    line.failNext(fault);
    expect(await laid().read({ keys: [key] })).toMatchObject(expected);
    expect(await laid().read({ keys: [key] })).toMatchObject({ chip: { authenticity: { verdict: 'consistent' } } });
  });

  it('silence ends, and so does a word of success without the files', async () => {
    const { line, laid, clock } = await open();
    line.layCard(image);
    line.failNext('silence');
    const reading = laid().read({ keys: [key] });
    line.say('SUCCESS');
    clock.pass(SETTLE_MS);
    clock.pass(DELIVERY_TIMEOUT_MS);
    expect(await reading).toMatchObject({ failure: { kind: 'protocol' } });
  });

  it('files may follow the word of success; what is missing then does not come', async () => {
    const { line, laid, clock } = await open();
    const passport = { ...image, files: new Map([...image.files].filter(([id]) => id !== 0x010d && id !== 0x0102)) };
    line.layCard(passport);
    line.failNext('silence');
    const reading = laid().read({ keys: [key] });
    line.say('SUCCESS');
    clock.pass(SETTLE_MS - 1);
    line.say('[SOD_RAW_START]');
    clock.pass(SETTLE_MS);
    line.say(Buffer.from(image.files.get(0x011d) ?? []).toString('base64'), '[SOD_RAW_END]');
    line.say('[DG1_RAW_START]', Buffer.from(image.files.get(0x0101) ?? []).toString('base64'), '[DG1_RAW_END]');
    clock.pass(SETTLE_MS);
    expect(await reading).toMatchObject({ ok: true, chip: { portrait: null } });
  });

  it('that nobody waits for does not spoil the next read', async () => {
    const { line, laid } = await open();
    line.layCard(image);
    line.say('FAIL', '[DG1_RAW_START]', '??', '[DG1_RAW_END]');
    expect(await laid().read({ keys: [key] })).toMatchObject({ ok: true });
  });

  it('of a device that gives up without having been asked', async () => {
    const { line, laid } = await open();
    line.layCard(image);
    const reading = laid().read({ keys: [] });
    line.say('FAIL');
    expect(await reading).toMatchObject({ failure: { kind: 'protocol' } });
  });
});

describe('the line', () => {
  it('is opened again for ever, and what the card brought is gone', async () => {
    const { line, clock, reader, laid, settled, generations } = await open();
    line.layCard(image);
    line.failNext('silence');
    const reading = laid().read({ keys: [key] });
    line.unplug();
    expect(await reading).toMatchObject({ failure: { kind: 'reader-lost' } });
    expect(reader.status).toMatchObject({ state: 'unavailable', reason: 'not-reachable' });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      clock.pass(REOPEN_MS);
      await settled();
    }
    line.plug();
    clock.pass(REOPEN_MS);
    await settled();
    line.layCard(image);
    expect(await laid().read({ keys: [key] })).toMatchObject({ ok: true });
    expect(generations).toEqual(['empty', 1, 'unavailable', 'empty', 2]);
  });

  it('that is closed says nothing more, also when it was being opened', async () => {
    const { line, reader, generations } = await open();
    await reader.close();
    line.say('CARD_DETECTED');
    line.unplug();
    expect(generations).toEqual(['empty', 'unavailable']);
    const opening = createHn212Serial({ line: new Hn212Line(), assemble: assembleWith() });
    await opening.close();
    expect(opening.status.state).toBe('unavailable');
  });

  it('of a serial port that is not there is unavailable', async () => {
    const port = createSerialLine('/dev/tty-of-nobody');
    port.write(Uint8Array.of(1));
    const opened = await port.open({ onBytes: () => undefined, onLost: () => undefined });
    expect(opened).toMatchObject({ ok: false, reason: 'not-reachable' });
    await port.close();
  });
});
