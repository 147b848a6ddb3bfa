import type { HouseKiosk } from './harness/kiosk.ts';
import type { Screen } from './harness/screen.ts';
import type { StationHand } from './harness/station-client.ts';

/** What the scenes of `npm run screenshots` are played on. */
export interface Stage {
  kiosk: HouseKiosk;
  screen: Screen;
  hand: StationHand;
  /** Saves the present screen, once it stands still. */
  take: (state: string) => Promise<void>;
}
