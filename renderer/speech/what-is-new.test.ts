import { describe, expect, it } from 'vitest';
import type { Utterance } from './transcript.ts';
import { whatIsNew, whereItStands } from './what-is-new.ts';

const said = (kind: Utterance['kind'], text: string, key: string | null = null, lasting = text): Utterance => ({
  kind,
  text,
  aloud: text,
  lasting,
  key,
});
const screen = [
  said('question', 'Chọn phòng khám'),
  said('words', 'Còn 12 giây', null, '{idle}'),
  said('action', 'Bấm 1: Mắt', '1'),
];

describe('what is new on the screen', () => {
  it('is all of it at first, and of another question', () => {
    expect(whatIsNew(null, screen)).toEqual(screen);
    const other = [said('question', 'Số của Quý khách'), ...screen.slice(1)];
    expect(whatIsNew(screen, other)).toEqual(other);
  });

  it('is nothing where a countdown alone went on', () => {
    const later = [screen[0]!, said('words', 'Còn 9 giây', null, '{idle}'), said('action', 'Bấm 1: Mắt', '1')];
    expect(whatIsNew(screen, later)).toEqual([]);
  });

  it('is what differs in a figure that does not count by itself: the next page of rooms, another fee', () => {
    const page = (first: number) => [screen[0]!, said('action', `Bấm 1: Phòng khám Nội ${String(first)}`, '1')];
    expect(whatIsNew(page(1), page(7))).toEqual([page(7)[1]]);
    const fee = (amount: string) => [screen[0]!, said('words', `Phí: ${amount} đồng`)];
    expect(whatIsNew(fee('150.000'), fee('200.000'))).toEqual([fee('200.000')[1]]);
  });

  it('is a line that came, and an action that has another key now', () => {
    const line = said('words', 'Đã báo nhân viên');
    const moved = said('action', 'Bấm 2: Mắt', '2');
    expect(whatIsNew(screen, [screen[0]!, line, screen[1]!, moved])).toEqual([line, moved]);
  });
});

describe('a question that was covered', () => {
  it('is asked again, with how many digits there are, and the rest of it is known', () => {
    const count = said('words', 'Đã nhập 5 trên 12 số', null, '{typed}');
    expect(whereItStands([...screen, count])).toEqual([screen[0], count]);
  });
});
