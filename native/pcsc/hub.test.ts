import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseCard, type LaidCard, layCards, matchingReaders, namedReader } from './hub.ts';
import type { WatchedReader } from './watcher.ts';

const PICC = 'ACS ACR1281 1S Dual Reader PICC 0';
const ICC = 'ACS ACR1281 1S Dual Reader ICC 0';
const SAM = 'ACS ACR1281 1S Dual Reader SAM 0';
const TWIN = 'Gemalto PC Twin Reader 00 00';
const DOCUMENT = Uint8Array.of(0x3b, 0x88);
const MIFARE = new Uint8Array(Buffer.from('3b8f8001804f0ca000000306030001000000006a', 'hex'));

const reader = (name: string, atr: Uint8Array | null = null, events = 1): WatchedReader => ({ name, atr, events });
const names = (readers: WatchedReader[]): string[] => readers.map(({ name }) => name);
const chosen = (cards: LaidCard[], held: LaidCard | null = null): string | null => {
  const choice = chooseCard(cards, held);
  return choice && 'state' in choice ? choice.reason : (choice?.reader ?? null);
};

describe('readers', () => {
  it('are all watched but the slots of key modules', () => {
    expect(names(matchingReaders([reader(PICC), reader(SAM), reader(TWIN)], ''))).toEqual([PICC, TWIN]);
  });

  it('are those of the configured name, a key module’s slot included', () => {
    expect(names(matchingReaders([reader(PICC), reader(SAM), reader(TWIN)], 'acr1281'))).toEqual([PICC, SAM]);
    expect(matchingReaders([reader(TWIN)], 'acr1281')).toEqual([]);
  });

  it.each([
    [[TWIN, PICC], PICC],
    [[TWIN, 'Virtual PCD 00 01'], 'Virtual PCD 00 01'],
    [[TWIN], TWIN],
    [[], null],
  ])('of %j the empty one is %s', (readers, name) => {
    expect(namedReader(readers.map((each) => reader(each)))).toBe(name);
  });
});

describe('the card that counts', () => {
  it('is none on empty readers', () => {
    expect(chosen(layCards([], [reader(PICC), reader(TWIN)], null))).toBeNull();
  });

  it('is the last one laid', () => {
    const first = layCards([], [reader(PICC, DOCUMENT), reader(TWIN)], null);
    expect(chosen(first)).toBe(PICC);
    const both = layCards(first, [reader(PICC, DOCUMENT), reader(TWIN, DOCUMENT)], null);
    expect(chosen(both)).toBe(TWIN);
    // Another count of events is another card.
    expect(chosen(layCards(both, [reader(PICC, DOCUMENT, 3), reader(TWIN, DOCUMENT)], null))).toBe(PICC);
  });

  it('is asked for when two were laid while nobody looked', () => {
    expect(chosen(layCards([], [reader(PICC, DOCUMENT), reader(TWIN, DOCUMENT)], null))).toBe('several');
  });

  it.each([
    [PICC, ICC],
    ['HID OMNIKEY 5422 [OMNIKEY 5422CL Reader] (0FF1) 00 00', 'HID OMNIKEY 5422 [OMNIKEY 5422 Reader] (0FF1) 01 00'],
    ['Identiv uTrust 4701 F Dual Interface Contactless 0', 'Identiv uTrust 4701 F Dual Interface Contact 0'],
    ['HID Global OMNIKEY 5422CL Smartcard Reader 0', 'HID Global OMNIKEY 5422 Smartcard Reader 0'],
  ])('is one card that shows on both interfaces: %s', (contactless, contact) => {
    expect(chosen(layCards([], [reader(contact, DOCUMENT), reader(contactless, DOCUMENT)], null))).toBe(contactless);
  });

  it('is asked for when two contactless readers of one model hold one each', () => {
    const cards = layCards([], [reader('Virtual PCD 00 00', DOCUMENT), reader('Virtual PCD 00 01', DOCUMENT)], null);
    expect(chosen(cards)).toBe('several');
  });

  it('is the one being read, whatever else is laid; then it is asked for', () => {
    const [held] = layCards([], [reader(PICC, DOCUMENT)], null);
    if (!held) throw new Error('no card');
    const both = layCards([held], [reader(PICC, DOCUMENT), reader(TWIN, DOCUMENT)], held);
    expect(chosen(both, held)).toBe(PICC);
    expect(chosen(both)).toBe('several');
    expect(chosen(layCards(both, [reader(PICC), reader(TWIN, DOCUMENT)], held), held)).toBe(TWIN);
  });

  it('is no bank or transport card while there is another', () => {
    const [first] = layCards([], [reader(PICC, DOCUMENT)], null);
    if (!first) throw new Error('no card');
    const both = layCards([first], [reader(PICC, DOCUMENT), reader(TWIN, MIFARE)], null);
    expect(chosen(both)).toBe(PICC);
    expect(chosen(layCards(both, [reader(PICC), reader(TWIN, MIFARE)], null))).toBe(TWIN);
  });

  it('is one that answers, and a mute one only when there is no other', () => {
    const mute = layCards([], [reader(PICC, new Uint8Array())], null);
    expect(chosen(mute)).toBe('mute');
    const both = layCards(mute, [reader(PICC, new Uint8Array()), reader(TWIN, DOCUMENT)], null);
    expect(chosen(both)).toBe(TWIN);
  });

  it('answers once its reader has an answer to reset, unless it fell silent since', () => {
    const mute = layCards([], [reader(PICC, new Uint8Array())], null);
    expect(chosen(layCards(mute, [reader(PICC, DOCUMENT)], null))).toBe(PICC);
    const silent = layCards([], [reader(PICC, DOCUMENT)], null).map((card) => ({ ...card, mute: true }));
    expect(chosen(layCards(silent, [reader(PICC, DOCUMENT)], null))).toBe('mute');
    expect(chosen(layCards(silent, [reader(PICC, DOCUMENT, 2)], null))).toBe(PICC);
  });
});

it('a card is given or asked about exactly while one lies there, whatever comes and goes', () => {
  const atr = fc.constantFrom(null, new Uint8Array(), DOCUMENT, MIFARE);
  const look = fc.tuple(...[PICC, ICC, TWIN].map((name) => fc.tuple(fc.constant(name), atr, fc.nat({ max: 4 }))));
  fc.assert(
    fc.property(fc.array(look, { minLength: 1, maxLength: 8 }), (looks) => {
      let cards: LaidCard[] = [];
      for (const readers of looks) {
        const watched = readers.map(([name, value, events]) => reader(name, value, events));
        cards = layCards(cards, watched, null);
        const lying = watched.filter((each) => each.atr !== null).map(({ name }) => name);
        const choice = chooseCard(cards, null);
        if (lying.length === 0) expect(choice).toBeNull();
        else expect(lying).toContain(choice?.reader);
        if (lying.length === 1) expect(choice).not.toMatchObject({ reason: 'several' });
      }
    }),
  );
});
