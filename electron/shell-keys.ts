import {
  type SafeStorage,
  type SafeStorageAnswer,
  safeStorageRequestSchema,
  type SafeStorageResult,
} from './operations/safe-storage.ts';

/** The shell's side of the key ring (operations/safe-storage.ts). What Electron does is handed in; there is no Electron here. */

/** What is used of Electron's safeStorage; the backend is known on Linux only. */
export interface ElectronSafeStorage {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plainText: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ result: string }>;
  getSelectedStorageBackend?(): string;
}

/** `basic_text` encrypts with a key that stands in Chromium's sources; `unknown` may turn out to be that. */
const worthless: readonly string[] = ['basic_text', 'unknown'];

/**
 * Whether a key may be given to this desktop's key ring. Answers at once, and asks nobody for a password. Not in development:
 * the same data folder is then also used without a window, which could not open it any more.
 */
export function hasKeyRing(electron: ElectronSafeStorage, platform: NodeJS.Platform, development: boolean): boolean {
  if (development) return false;
  return platform !== 'linux' || !worthless.includes(electron.getSelectedStorageBackend?.() ?? 'unknown');
}

/**
 * Whether a command should wait until Electron is ready, which needs a display, to have the key ring. Others run without one.
 */
export function wantsKeyRing(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): boolean {
  const hasDisplay = platform !== 'linux' || environment['DISPLAY'] || environment['WAYLAND_DISPLAY'];
  return args[0] === 'key' && Boolean(hasDisplay);
}

/** The key ring for a command line that runs in the shell itself, once Electron is ready; null when it cannot be used. */
export async function keyRingForCommand(
  electron: ElectronSafeStorage,
  platform: NodeJS.Platform,
  development: boolean,
): Promise<SafeStorage | null> {
  if (!hasKeyRing(electron, platform, development)) return null;
  return (await electron.isAsyncEncryptionAvailable().catch(() => false)) ? safeStorageOfElectron(electron) : null;
}

function safeStorageOfElectron(electron: ElectronSafeStorage): SafeStorage {
  return {
    wrap: (text) => use(electron, async () => (await electron.encryptStringAsync(text)).toString('base64')),
    unwrap: (wrapped) =>
      use(electron, async () => (await electron.decryptStringAsync(Buffer.from(wrapped, 'base64'))).result),
  };
}

/** The answer to a station's request; null when the message is none. */
export async function answerSafeStorage(
  message: unknown,
  electron: ElectronSafeStorage,
): Promise<SafeStorageAnswer | null> {
  const request = safeStorageRequestSchema.safeParse(message);
  if (!request.success) return null;
  const { id, operation, text } = request.data;
  const storage = safeStorageOfElectron(electron);
  const result = operation === 'probe' ? await use(electron, async () => '') : await storage[operation](text);
  return { kind: 'safe-storage-answer', id, result };
}

/** Electron throws for what it cannot decrypt and for a key ring that stays locked. */
async function use(electron: ElectronSafeStorage, call: () => Promise<string>): Promise<SafeStorageResult> {
  const isAvailable = await electron.isAsyncEncryptionAvailable().catch(() => false);
  if (!isAvailable) return { ok: false, reason: 'unavailable' };
  return call().then(
    (text) => ({ ok: true, text }),
    () => ({ ok: false, reason: 'refused' }),
  );
}
