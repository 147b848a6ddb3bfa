import { describe, expect, it } from 'vitest';
import {
  appFile,
  contentSecurityPolicy,
  isForbiddenKey,
  launchMode,
  mayLoad,
  mayNavigate,
  placeOf,
  mayUse,
  profileFolder,
  startUrl,
  windowOptions,
} from './shell-policy.ts';

const folder = '/opt/tiepdon/renderer';
const models = '/srv/kiosk/models';

describe('app:// files', () => {
  it('serves the page with its policy and isolation headers', () => {
    const file = appFile(startUrl, folder, models);
    expect(file).toMatchObject({ kind: 'file', path: `${folder}/index.html` });
    expect(file.kind === 'file' && file.headers['content-security-policy']).toBe(contentSecurityPolicy);
    expect(file.kind === 'file' && file.headers['cross-origin-opener-policy']).toBe('same-origin');
  });

  it.each(['app://kiosk/../secret.js', 'app://kiosk/%2e%2e/%2e%2e/etc/passwd.js', 'app://kiosk/a/../../b.js'])(
    'stays in its folder for %s',
    (url) => {
      expect(appFile(url, folder, models)).toMatchObject({
        path: expect.stringMatching(/^\/opt\/tiepdon\/renderer\//) as string,
      });
    },
  );

  it.each([
    'app://kiosk/..%2f..%2fsecret.js',
    'app://kiosk/a%00.js',
    'app://other/index.html',
    'https://kiosk/index.html',
    'app://kiosk/data.toml',
    'app://kiosk/%E0%A4%A.js',
    'not an address',
  ])('refuses %s', (url) => {
    expect(appFile(url, folder, models)).toEqual({ kind: 'refused' });
  });

  it('serves the hospital’s own face models from the data folder, and nothing else of it', () => {
    expect(appFile('app://kiosk/models/sface.onnx', folder, models)).toMatchObject({
      kind: 'file',
      path: '/srv/kiosk/models/sface.onnx',
    });
    expect(appFile('app://kiosk/models/a/b.onnx', folder, models)).toMatchObject({
      path: `${folder}/models/a/b.onnx`,
    });
    for (const path of ['models/..%2fqueue.db', 'models/.onnx', 'models/queue.key', 'models%2f..%2fkiosk.toml']) {
      expect(appFile(`app://kiosk/${path}`, folder, models)).toEqual({ kind: 'refused' });
    }
  });

  it('evaluates no code but WebAssembly and reaches no other origin', () => {
    expect(contentSecurityPolicy).toContain("default-src 'none'");
    expect(contentSecurityPolicy).not.toContain("'unsafe-eval'");
    expect(contentSecurityPolicy).not.toContain("'unsafe-inline'");
    expect(contentSecurityPolicy).not.toMatch(/https?:|\*/);
  });
});

describe('permissions and navigation', () => {
  it('lets the page use the camera’s picture, and headphones that are not the usual output; no microphone', () => {
    expect(mayUse('media', startUrl, ['video'])).toBe(true);
    expect(mayUse('media', startUrl, ['video', 'audio'])).toBe(false);
    expect(mayUse('media', startUrl, ['unknown'])).toBe(false);
    expect(mayUse('media', startUrl, [])).toBe(false);
    expect(mayUse('media', startUrl, ['audio'])).toBe(false);
    expect(mayUse('media', 'https://elsewhere.example/', ['video'])).toBe(false);
    expect(mayUse('speaker-selection', 'app://kiosk/', [])).toBe(true);
    expect(mayUse('speaker-selection', 'https://elsewhere.example/', [])).toBe(false);
    for (const permission of [
      'geolocation',
      'notifications',
      'clipboard-read',
      'hid',
      'serial',
      'usb',
      'midi',
      'openExternal',
    ]) {
      expect(mayUse(permission, startUrl, ['video'])).toBe(false);
    }
  });

  it('navigates between the patient’s page and the one for staff, and nowhere else', () => {
    expect([placeOf(startUrl), placeOf(`${startUrl}#x`), placeOf('app://kiosk/staff.html')]).toEqual([
      'patient',
      'patient',
      'staff',
    ]);
    expect([startUrl, 'app://kiosk/staff.html'].map(mayNavigate)).toEqual([true, true]);
    for (const url of [
      'https://example.org',
      'file:///etc/passwd',
      'app://other/',
      'app://other/index.html',
      'app://kiosk/',
      'app://kiosk/gallery.html',
      'app://kiosk/assets/index.js',
      'app://kiosk/models/face.onnx',
      'app://kiosk/staff.html?name=lan',
      'app://kiosk/x/../staff.html/..%2findex.html',
      'app://kiosk/__proto__',
      'blob:app://kiosk/3f0c',
      'javascript:alert(1)',
      '',
    ]) {
      expect([url, mayNavigate(url)]).toEqual([url, false]);
    }
  });

  it('loads nothing from elsewhere', () => {
    for (const url of [startUrl, 'blob:app://kiosk/3f0c', 'data:image/png;base64,AA==']) {
      expect(mayLoad(url, false)).toBe(true);
    }
    for (const url of ['https://example.org/a.js', 'http://127.0.0.1/', 'ws://kiosk/', 'blob:https://example.org/1']) {
      expect(mayLoad(url, true)).toBe(false);
    }
    expect(mayLoad('devtools://devtools/bundled/inspector.html', false)).toBe(false);
    expect(mayLoad('devtools://devtools/bundled/inspector.html', true)).toBe(true);
  });

  it('keeps every weakening option of the window off', () => {
    const { webPreferences, kiosk } = windowOptions('/preload.js', false);
    expect(kiosk).toBe(true);
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
    });
    expect(windowOptions('/preload.js', true).webPreferences.devTools).toBe(true);
  });

  it('swallows keys that leave, print, zoom or reload', () => {
    const plain = { control: false, meta: false, alt: false };
    for (const key of ['F2', 'F5', 'F9', 'F10', 'F12']) expect(isForbiddenKey({ ...plain, key })).toBe(true);
    // By which a keypad calls staff (renderer/speech/keypad-commands.ts).
    expect(isForbiddenKey({ ...plain, key: 'F1' })).toBe(false);
    expect(isForbiddenKey({ ...plain, key: 'ContextMenu' })).toBe(true);
    expect(isForbiddenKey({ ...plain, key: 'BrowserHome' })).toBe(true);
    expect(isForbiddenKey({ ...plain, key: 'LaunchMail' })).toBe(true);
    expect(isForbiddenKey({ ...plain, key: 'p', control: true })).toBe(true);
    expect(isForbiddenKey({ ...plain, key: 'l', meta: true })).toBe(true);
    expect(isForbiddenKey({ ...plain, key: 'ArrowLeft', alt: true })).toBe(true);
    for (const key of ['Enter', 'Tab', 'ArrowLeft', 'a', '5', 'Escape', 'F13', 'F24'])
      expect(isForbiddenKey({ ...plain, key })).toBe(false);
  });
});

describe('launchMode', () => {
  it('runs the command line without a window', () => {
    expect(launchMode(['/opt/tiepdon/tiepdon', 'cli', 'queue', 'list'])).toEqual({
      kind: 'command-line',
      args: ['queue', 'list'],
    });
    expect(launchMode(['/opt/tiepdon/tiepdon'])).toEqual({ kind: 'kiosk' });
  });
});

describe('profileFolder', () => {
  it('keeps two kiosks of one machine apart', () => {
    expect(profileFolder({ TIEPDON_DATA: '/srv/kiosk-1/' })).toBe('/srv/kiosk-1/window');
    expect(profileFolder({})).toBeNull();
    expect(profileFolder({ TIEPDON_DATA: '' })).toBeNull();
  });
});
