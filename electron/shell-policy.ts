import { extname, join, normalize, resolve, sep } from 'node:path';

/**
 * Every decision of the shell, without Electron: what the page may load, ask for and open. What happens when something
 * dies stands in shell-recovery.ts. The checklist is Electron's own list of twenty security points.
 */

export const appOrigin = 'app://kiosk';
export const startUrl = `${appOrigin}/index.html`;

/** Served with every file. `wasm-unsafe-eval` is for the face models' WebAssembly; nothing else evaluates code. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Lets the face models use threads. */
export const crossOriginIsolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.onnx': 'application/octet-stream',
};

/** As the bridge has it (face-models.ts): one plain file name. */
const modelPath = /^\/models\/([A-Za-z0-9][A-Za-z0-9_-]{0,60}\.onnx)$/;

export type AppFile = { kind: 'file'; path: string; headers: Record<string, string> } | { kind: 'refused' };

/**
 * The file behind an app:// address: inside `folder`, or a face model of the hospital's inside `modelsFolder`; of a known
 * type, without tricks in its path; else refused.
 */
export function appFile(url: string, folder: string, modelsFolder: string): AppFile {
  if (!isKiosk(url)) return { kind: 'refused' };
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(url).pathname);
  } catch {
    return { kind: 'refused' };
  }
  const model = modelPath.exec(pathname)?.[1];
  const path = model === undefined ? normalize(join(folder, pathname)) : join(modelsFolder, model);
  const contentType = contentTypes[extname(path)];
  const home = model === undefined ? folder : modelsFolder;
  if (!path.startsWith(home + sep) || pathname.includes('\0') || contentType === undefined) return { kind: 'refused' };
  return {
    kind: 'file',
    path,
    headers: {
      'content-type': contentType,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      ...crossOriginIsolation,
    },
  };
}

function isKiosk(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'app:' && parsed.host === 'kiosk';
}

/** The kiosk's two pages: the patient's, and the one for staff who stand at its screen. */
export type PagePlace = 'patient' | 'staff';

const places: ReadonlyMap<string, PagePlace> = new Map([
  ['/index.html', 'patient'],
  ['/staff.html', 'staff'],
]);

/** Which page an address is of; null: none. Nothing is ever said in an address. */
export function placeOf(url: string): PagePlace | null {
  if (!isKiosk(url)) return null;
  const { pathname, search } = new URL(url);
  return search === '' ? (places.get(pathname) ?? null) : null;
}

/** From one of its pages to the other, and nowhere else. */
export const mayNavigate = (url: string): boolean => placeOf(url) !== null;

/** What may be fetched at all, whoever asks: the kiosk's own files. The developer tools are pages too. */
export function mayLoad(url: string, development: boolean): boolean {
  const own = url.startsWith('blob:') ? url.slice('blob:'.length) : url;
  return isKiosk(own) || url.startsWith('data:') || (development && url.startsWith('devtools:'));
}

/**
 * Electron grants every permission by default; the kiosk's page gets the camera's picture and the choice of where it sounds,
 * and nothing else. Chromium tells the names of audio outputs, and plays to another than the usual one, where the microphone
 * or `speaker-selection` is granted (content/browser/media/media_devices_permission_checker.cc).
 */
export function mayUse(permission: string, url: string, mediaTypes: readonly string[]): boolean {
  const onlyVideo = mediaTypes.length > 0 && mediaTypes.every((type) => type === 'video');
  return isKiosk(url) && (permission === 'media' ? onlyVideo : permission === 'speaker-selection');
}

/** Options of the one window; everything that weakens the page stays off. */
export function windowOptions(preload: string, development: boolean) {
  return {
    kiosk: !development,
    fullscreen: !development,
    width: 1080,
    height: development ? 960 : 1920,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#fbf8f3',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
      devTools: development,
      navigateOnDragDrop: false,
    },
  };
}

/**
 * Touch gestures that would zoom the page or swipe back out of it, which nobody at a kiosk can undo, are off. Sound needs no
 * touch: whoever plugs headphones in may never touch the glass.
 */
export const chromiumSwitches: readonly (readonly [name: string, value?: string])[] = [
  ['disable-pinch'],
  ['overscroll-history-navigation', '0'],
  ['autoplay-policy', 'no-user-gesture-required'],
];

/**
 * Keys that would leave the page, print it, zoom it or reload it; a scanner in keyboard mode can be made to type them. F1, and
 * F13 to F24, do nothing in Chromium: by the one a keypad calls staff, by the others navigator keypads speak.
 */
export function isForbiddenKey(input: { key: string; control: boolean; meta: boolean; alt: boolean }): boolean {
  if (/^F([2-9]|1[0-2])$/.test(input.key)) return true;
  if (/^(ContextMenu|PrintScreen|Browser.*|Launch.*|Zoom.*)$/.test(input.key)) return true;
  if (input.alt && ['F4', 'Tab', 'ArrowLeft', 'ArrowRight', 'Home'].includes(input.key)) return true;
  return input.control || input.meta;
}

export type LaunchMode = { kind: 'kiosk' } | { kind: 'command-line'; args: string[] };

/** `tiepdon cli …` is the command line in the same binary, without a window. */
export function launchMode(args: readonly string[]): LaunchMode {
  const at = args.indexOf('cli');
  return at === -1 ? { kind: 'kiosk' } : { kind: 'command-line', args: args.slice(at + 1) };
}

/**
 * Chromium's own folder (caches, the lock that allows one window): inside the data folder where one is named, so that two
 * kiosks of one machine share nothing. null: Electron's default place.
 */
export function profileFolder(environment: Readonly<Record<string, string | undefined>>): string | null {
  const dataFolder = environment['TIEPDON_DATA'];
  return dataFolder ? join(resolve(dataFolder), 'window') : null;
}
