import { expect, it, vi } from 'vitest';
import { followKeypad } from './keypad.ts';

/** "Are you still there?" opens over whatever is being typed or chosen: no key that was meant for that may end the visit. */

const button = () => ({ click: vi.fn(), hasAttribute: () => false });

/** A page that asks it. */
function asking(mayUseDigits = true) {
  const stay = button();
  const leave = button();
  const dialog = {
    tagName: 'SECTION',
    matches: (selector: string) => selector === '[role="alertdialog"]',
    querySelector: (selector: string) => (selector === '.button-primary' ? stay : null),
    querySelectorAll: () => [stay, leave],
  };
  const document = { querySelector: () => dialog, activeElement: null };
  const page = Object.assign(new EventTarget(), { document });
  followKeypad(page as unknown as Window, {
    mayUseDigits: () => mayUseDigits,
    words: () => ({ delete: 'Xóa', back: 'Quay lại' }),
    onMoved: vi.fn(),
    onTyped: vi.fn(),
    repeat: vi.fn(),
  });
  /** Whether the keypad took the key. */
  const strike = (key: string): boolean => {
    const event = Object.assign(new Event('keydown', { cancelable: true }), { key, repeat: false });
    page.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { stay, leave, strike };
}

it.each(['0', '1', '2', '3', '9', 'ArrowRight', 'ArrowLeft', '*', '#'])('%s stays', (key) => {
  const { stay, leave, strike } = asking();
  expect(strike(key)).toBe(true);
  expect(stay.click).toHaveBeenCalledOnce();
  expect(leave.click).not.toHaveBeenCalled();
});

it('digits that may be the first ones of a code are left to the scanner', () => {
  const { stay, leave, strike } = asking(false);
  expect(strike('2')).toBe(false);
  expect([stay.click, leave.click].flatMap(({ mock }) => mock.calls)).toEqual([]);
});
