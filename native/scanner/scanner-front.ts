import { type DeviceFront, openDeviceFront } from '../device-front.ts';
import type { ScannerEvent, ScannerStatus } from './port.ts';

/** What a scanner shows, be it one or several together: a new status is one of its events. */
export const openScannerFront = (initial: ScannerStatus): DeviceFront<ScannerStatus, ScannerEvent> =>
  openDeviceFront({
    initial,
    closed: { state: 'unavailable', reason: 'not-reachable', detail: 'closed' },
    news: (status) => ({ type: 'status', status }),
  });
