import { describe, expect, it } from 'vitest';
import { PrinterPaper, type PrinterState } from '../../fixtures/simulators/printer-paper.ts';
import { isDoneAnswer } from './escpos.ts';
import { type Answers, conditionOf, isAnswer, questionBytes, questions } from './status.ts';

const fixed = 0x12;

describe('the real-time status', () => {
  it.each<[string, Answers, string]>([
    ['the cover before the paper, which it also raises', { 1: 0x1a, 2: 0x36, 4: 0x7e }, 'cover-open'],
    ['no paper by the sensor', { 1: 0x1a, 2: 0x12, 4: 0x7e }, 'media-empty'],
    ['no paper by the cause of being off line', { 1: 0x1a, 2: 0x32 }, 'media-empty'],
    ['a stuck cutter', { 1: 0x1a, 2: 0x52, 3: 0x1a }, 'media-jammed'],
    ['an error for good', { 1: 0x1a, 2: 0x52, 3: 0x32 }, 'hardware-error'],
    ['an error that passes', { 1: 0x1a, 2: 0x52, 3: 0x52 }, 'hardware-error'],
    ['an error of no kind', { 1: 0x1a, 2: 0x52 }, 'hardware-error'],
    ['off line without a cause', { 1: 0x1a }, 'not-responding'],
  ])('tells %s', (_case, answers, reason) => {
    expect(conditionOf(answers)).toMatchObject({ state: 'wrong', reason });
  });

  it('of a printer that has nothing to say is fine, its drawer and its buttons do not matter', () => {
    expect(conditionOf({ 1: 0x16, 2: 0x12, 3: 0x12, 4: 0x12 })).toEqual({ state: 'fine', isLow: false });
    expect(conditionOf({})).toEqual({ state: 'fine', isLow: false });
  });

  it('tells the near end of the roll', () => {
    expect(conditionOf({ 1: fixed, 4: 0x1e })).toEqual({ state: 'fine', isLow: true });
  });

  it.each<[PrinterState, string]>([
    ['good', 'fine'],
    ['low', 'fine'],
    ['empty', 'media-empty'],
    ['cover-open', 'cover-open'],
    ['jammed', 'media-jammed'],
    ['hardware-error', 'hardware-error'],
  ])('of the simulated printer, %s, is understood as %s', (state, expected) => {
    const heard: number[] = [];
    const paper = new PrinterPaper(576, (bytes) => heard.push(...bytes));
    paper.state = state;
    for (const question of questions) paper.feed(questionBytes(question));
    expect(heard.every(isAnswer)).toBe(true);
    const [one = 0, two = 0, three = 0, four = 0] = heard;
    const condition = conditionOf({ 1: one, 2: two, 3: three, 4: four });
    expect(condition.state === 'fine' ? 'fine' : condition.reason).toBe(expected);
  });
});

it('no byte is an answer to both kinds of question, and flow control is none', () => {
  for (let byte = 0; byte < 256; byte += 1) expect(isAnswer(byte) && isDoneAnswer(byte)).toBe(false);
  for (const flow of [0x11, 0x13]) expect([isAnswer(flow), isDoneAnswer(flow)]).toEqual([false, false]);
});
