import { describe, expect, it } from 'vitest';
import { openFullKiosk, settle } from './visit-testing.ts';
import { hanhsFactor, openGalleryKiosk } from './visit-testing-gallery.ts';
import { slipCode } from './visit-testing-people.ts';

/** Before anybody is known: a number for staff, and the way to help. */

describe('whoever has tried in vain', () => {
  it.each([
    ['unknown-code', { kind: 'unknown', reason: 'no-known-format' }],
    ['code-unchecked', { kind: 'vneid', token: 'VNEID:opaque-0001' }],
    ['slip-unknown', slipCode],
  ] as const)('by %s leaves with a number', async (prompt, code) => {
    const kiosk = openFullKiosk();
    kiosk.scanner.show(code);
    await settle();
    expect(kiosk.at('attract').prompt).toBe(prompt);
    await kiosk.send('ask-for-staff');
    const desk = kiosk.at('desk');
    expect(desk.reason).toBe('asked-for-staff');
    expect(desk.number).not.toBe('');
  });

  it('gets none from a kiosk that is closed', async () => {
    const kiosk = openFullKiosk({ isOpen: () => false });
    kiosk.scanner.show({ kind: 'unknown', reason: 'no-known-format' });
    await kiosk.send('ask-for-staff');
    expect(kiosk.shown().step).toBe('attract');
    expect(kiosk.queue.drafts).toEqual([]);
  });
});

describe('an emergency', () => {
  it('is pressed before the camera and on a ticket that is shown again', async () => {
    const kiosk = openGalleryKiosk();
    await kiosk.send('return-by-face');
    await kiosk.send(hanhsFactor);
    expect(kiosk.shown().step).toBe('recognise');
    await kiosk.send('emergency');
    expect(kiosk.shown().step).toBe('emergency');
    await kiosk.send('finish');
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    await settle();
    expect(kiosk.shown().step).toBe('my-ticket');
    await kiosk.send('emergency');
    expect(kiosk.shown().step).toBe('emergency');
  });
});
