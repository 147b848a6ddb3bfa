import { describe, expect, it } from 'vitest';
import { createCallBounds } from './server-bounds.ts';

describe('what a kiosk may ask', () => {
  it('is four things at once, each kiosk for itself', () => {
    const bounds = createCallBounds(() => 0);
    const [end] = [1, 2, 3, 4].map(() => bounds.admit('K1', 'enrol'));
    expect(bounds.admit('K1', 'enrol')).toBeNull();
    expect(bounds.admit('K2', 'enrol')).not.toBeNull();
    end?.();
    expect(bounds.admit('K1', 'enrol')).not.toBeNull();
    expect(bounds.admit('K1', 'enrol')).toBeNull();
  });

  it('is 120 things a minute; what still runs counts on', () => {
    let nowMs = 5_000;
    const bounds = createCallBounds(() => nowMs);
    for (let call = 0; call < 117; call += 1) bounds.admit('K1', 'enrol')?.();
    for (let call = 0; call < 3; call += 1) expect(bounds.admit('K1', 'enrol')).not.toBeNull();
    expect(bounds.admit('K1', 'enrol')).toBeNull();
    nowMs += 59_999;
    expect(bounds.admit('K1', 'enrol')).toBeNull();
    nowMs += 1;
    expect(bounds.admit('K1', 'enrol')).not.toBeNull();
    expect(bounds.admit('K1', 'enrol')).toBeNull();
  });
});
