/**
 * Builds the screen into `outDir/renderer` and shell, station and command line into `outDir/shell` (default: `dist`).
 * `fixtures` bundles the simulated world too, for an unpackaged window; a packaged kiosk never gets it.
 */
export function build(options?: { quiet?: boolean; outDir?: string; fixtures?: boolean }): Promise<void>;
