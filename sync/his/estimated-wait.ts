/** Of somebody who comes now; a longer one is a mistake of the hospital's figures, and helps nobody. */
const longestMinutes = 12 * 60;

/** The wait that a hospital estimates, in whole minutes, as far as it can be said. */
export const estimatedWait = (minutes: number | undefined): { waitMinutes?: number } =>
  minutes !== undefined && minutes > 0 && minutes <= longestMinutes ? { waitMinutes: minutes } : {};
