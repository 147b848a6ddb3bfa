import type { KioskBridge } from './bridge-client.ts';

/**
 * From the patient's page to the one for staff at the same screen. Each is a page of its own, so that what was in the memory of the
 * one is not in that of the other. The fragment holds the browser host's token, or nothing.
 */
export function goToStaff(): void {
  window.location.replace(`staff.html${window.location.hash}`);
}

/** A card of the staff at the kiosk's scanner opens their page, whatever is on the screen. */
export function followStaffCards(bridge: KioskBridge): void {
  bridge.subscribe(({ kind }) => {
    if (kind === 'staff-card') goToStaff();
  });
}
