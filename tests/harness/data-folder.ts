import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A kiosk's data folder of its own, with a configuration made of lines such as `kiosk.id = "K7"`. */
export function temporaryDataFolder(settings: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-house-'));
  writeFileSync(join(folder, 'kiosk.toml'), ['version = 1', ...settings, ''].join('\n'));
  return folder;
}

/** Takes the folder away. */
export function removeDataFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
