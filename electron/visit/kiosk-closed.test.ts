import { describe, expect, it } from 'vitest';
import { byCode, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { hanhsFactor, openGalleryKiosk } from './visit-testing-gallery.ts';
import { codeOf, hanh, khoa } from './visit-testing-people.ts';

/** Closed by its hours or by staff: no visit begins, one that runs is finished. */

const closed = { isOpen: () => false };

describe('a kiosk that is closed', () => {
  it('begins no visit, whatever is shown or touched', async () => {
    const kiosk = openGalleryKiosk(closed);
    kiosk.scanner.show(codeOf(hanh));
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    kiosk.scanner.show({ kind: 'vneid', token: 'VNEID:opaque-0001' });
    await kiosk.send('type-number');
    await kiosk.send('return-by-face');
    await kiosk.send(hanhsFactor);
    await settle();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
    expect(kiosk.memory()).not.toContain(hanh.fullName);
  });

  it('still calls for help in an emergency', async () => {
    const kiosk = openFullKiosk(closed);
    await kiosk.send('emergency');
    expect(kiosk.shown().step).toBe('emergency');
  });

  it('finishes the visit that runs, and begins none after it', async () => {
    let isOpen = true;
    const kiosk = openFullKiosk({ isOpen: () => isOpen });
    await byCode(kiosk);
    isOpen = false;
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.at('ticket')).toMatchObject({ number: 'M-1', canGoOn: false });
    await kiosk.send('next-person');
    kiosk.scanner.show(codeOf(khoa));
    await settle();
    expect(kiosk.shown().step).toBe('ticket');
    await kiosk.send('finish');
    await usualVisit.awaiting(kiosk, khoa);
    expect(kiosk.shown().step).toBe('attract');
  });
});
