import { expect, it, vi } from 'vitest';
import type { Scanner, ScannerEvent } from '../../native/scanner/port.ts';
import { newCardCode } from './pin.ts';
import { withoutStaffCards } from './staff-cards.ts';

function scanner() {
  const listeners = new Set<(event: ScannerEvent) => void>();
  const status = { state: 'ready', source: 'test' } as const;
  const close = vi.fn(async () => undefined);
  const codes: Scanner = {
    status,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close,
  };
  const emit = (event: ScannerEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const scan = (text: string): void =>
    emit({ type: 'scan', scan: { source: 'test', bytes: Buffer.from(text), symbology: null } });
  return { codes, status, close, emit, scan };
}

it('hears a card of the staff wherever it is shown, and passes it on to nobody', () => {
  const { codes, scan } = scanner();
  const [onCard, heard] = [vi.fn(), vi.fn()];
  const rest = withoutStaffCards(codes, onCard);
  rest.subscribe(heard);
  const card = newCardCode();
  scan(card);
  scan(` ${card.toLowerCase()}\n`);
  expect(onCard.mock.calls).toEqual([[card], [card]]);
  expect(heard).not.toHaveBeenCalled();
});

it('says of half a card that it is no code, without what it says', () => {
  const { codes, scan } = scanner();
  const [onCard, heard] = [vi.fn(), vi.fn()];
  withoutStaffCards(codes, onCard).subscribe(heard);
  scan('TDNV-ABC');
  expect(heard.mock.calls).toEqual([[{ type: 'rejected', rejection: { source: 'test', reason: 'incomplete' } }]]);
  expect(onCard).not.toHaveBeenCalled();
});

it('passes everything else on as it is', async () => {
  const { codes, status, close, emit, scan } = scanner();
  const [onCard, heard] = [vi.fn(), vi.fn()];
  const rest = withoutStaffCards(codes, onCard);
  const stop = rest.subscribe(heard);
  scan('079080000001|272018061|Nguyễn Thị Thử');
  emit({ type: 'status', status });
  emit({ type: 'rejected', rejection: { source: 'test', reason: 'too-long' } });
  expect(heard.mock.calls.map(([event]) => (event as ScannerEvent).type)).toEqual(['scan', 'status', 'rejected']);
  stop();
  scan('x');
  expect(heard).toHaveBeenCalledTimes(3);
  expect(rest.status).toBe(status);
  await rest.close();
  expect(close).toHaveBeenCalledOnce();
  expect(onCard).not.toHaveBeenCalled();
});
