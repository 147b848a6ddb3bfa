import { arrivalRoutes } from './arrival-routes.ts';
import { kioskRoutes } from './kiosk-routes.ts';
import type { RouteParts, StaffRoute } from './route.ts';
import { sessionRoutes } from './session-routes.ts';
import { taskRoutes } from './task-routes.ts';
import { visitRoutes } from './visit-routes.ts';

/** Everything the page may ask. Nothing of it asks the hospital, so all of it is answered while the hospital is away. */
export const staffRoutes = (parts: RouteParts): StaffRoute[] => [
  ...sessionRoutes(parts),
  ...taskRoutes(parts),
  ...kioskRoutes(parts),
  ...arrivalRoutes(parts),
  ...visitRoutes(parts),
];
