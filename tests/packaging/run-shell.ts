import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Runs the built shell (first argument: its main.js) over the fake Electron and prints what it did as JSON; further
 * arguments are the kiosk's own. `cli …` ends like the command line does, with its exit code.
 */

const [main = '', ...args] = process.argv.slice(2);
const fakeUrl = pathToFileURL(join(import.meta.dirname, 'fake-electron.ts')).href;
registerHooks({
  resolve: (specifier, context, next) => next(specifier === 'electron' ? fakeUrl : specifier, context),
});
process.argv = ['/opt/tiepdon/tiepdon', ...args];

const fake = await import('./fake-electron.ts');
const { app, calls, handlers, preventable, session, utilityProcess } = fake;
app.userData = process.env['FAKE_USER_DATA'] ?? '';
if (args[0] === 'cli') app.onExit = (code) => process.exit(code);

await import(pathToFileURL(main).href);
if (process.env['FAKE_SECOND_INSTANCE'] === undefined) await runKiosk();
else print({ calls });

async function runKiosk(): Promise<void> {
  fake.becomeReady();
  await app.whenReady();
  await new Promise(setImmediate);
  const [window] = fake.BrowserWindow.all;
  const [station] = utilityProcess.forked;
  if (!window || !station) throw new Error('no window or no station');
  const contents = window.webContents;
  const startCalls = [...calls];
  const raise = (event: string, rest: object = {}): boolean => {
    const details = preventable(rest);
    contents.emit(event, details, rest);
    return details.prevented;
  };
  const grants = (permission: string, requestingUrl: string, mediaTypes?: string[], isMainFrame = true) => {
    let granted: unknown = null;
    handlers['setPermissionRequestHandler']?.(contents, permission, (answer: unknown) => (granted = answer), {
      requestingUrl,
      isMainFrame,
      ...(mediaTypes ? { mediaTypes } : {}),
    });
    return granted;
  };
  const checks = (permission: string, origin: string, mediaType?: string) =>
    handlers['setPermissionCheckHandler']?.(contents, permission, origin, {
      isMainFrame: true,
      ...(mediaType ? { mediaType } : {}),
    });
  const cancels = (url: string): unknown => {
    let answer: { cancel?: boolean } = {};
    handlers['onBeforeRequest']?.({ url }, (given: { cancel?: boolean }) => (answer = given));
    return answer.cancel;
  };
  const served = async (url: string) => {
    const response = (await handlers['protocol.handle']?.({ url })) as Response;
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      sizeBytes: (await response.arrayBuffer()).byteLength,
    };
  };
  const download = preventable();
  session.defaultSession.emit('will-download', download);

  const page = 'app://kiosk/index.html';
  const foreign = 'https://example.org/';
  const facts = {
    startCalls,
    schemes: fake.protocol.schemes,
    window: window.options,
    userData: app.userData,
    stationPath: station.path,
    navigation: Object.fromEntries(
      ['will-navigate', 'will-frame-navigate', 'will-redirect'].map((event) => [
        event,
        [raise(event, { url: foreign }), raise(event, { url: 'file:///etc/passwd' }), raise(event, { url: page })],
      ]),
    ),
    webview: raise('will-attach-webview'),
    contextMenu: raise('context-menu'),
    printKey: raise('before-input-event', { key: 'p', control: true, meta: false, alt: false }),
    typedKey: raise('before-input-event', { key: 'p', control: false, meta: false, alt: false }),
    windowOpen: handlers['setWindowOpenHandler']?.({ url: foreign }),
    granted: {
      camera: grants('media', page, ['video']),
      microphone: grants('media', page, ['audio']),
      both: grants('media', page, ['video', 'audio']),
      unnamed: grants('media', page),
      inFrame: grants('media', page, ['video'], false),
      foreign: grants('media', foreign, ['video']),
      others: [
        'geolocation',
        'notifications',
        'openExternal',
        'fileSystem',
        'usb',
        'hid',
        'serial',
        'fullscreen',
      ].filter((permission) => grants(permission, page) === true || checks(permission, 'app://kiosk/') === true),
    },
    checked: {
      camera: checks('media', 'app://kiosk/', 'video'),
      microphone: checks('media', 'app://kiosk/', 'audio'),
      foreign: checks('media', foreign, 'video'),
      outputs: checks('speaker-selection', 'app://kiosk/'),
      foreignOutputs: checks('speaker-selection', foreign),
    },
    device: handlers['setDevicePermissionHandler']?.({ deviceType: 'hid', origin: 'app://kiosk' }),
    cancelled: Object.fromEntries(
      [page, foreign, 'ws://127.0.0.1:5173/', 'devtools://x/'].map((url) => [url, cancels(url)]),
    ),
    download: download.prevented,
    served: {
      page: await served(page),
      outside: await served('app://kiosk/..%2fshell%2fmain.js'),
      missing: await served('app://kiosk/missing.js'),
      otherHost: await served('app://elsewhere/index.html'),
    },
    ports: await ports(contents, station),
    recycled: await recycled(station),
    life: await life(fake.BrowserWindow.all[0]!.webContents, station),
  };
  print(facts);
}

/** When ports are handed out, and to whom. */
async function ports(contents: InstanceType<typeof fake.FakeContents>, station: InstanceType<typeof fake.FakeUtility>) {
  const beforeLoad = contents.posted.length;
  contents.emit('did-finish-load');
  const afterLoad = { page: [...contents.posted], station: [...station.posted] };
  contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
  contents.url = 'https://example.org/';
  contents.emit('did-finish-load');
  const toForeignPage = contents.posted.length - afterLoad.page.length;
  contents.url = 'app://kiosk/index.html';
  contents.emit('did-finish-load');
  return { beforeLoad, afterLoad, toForeignPage, afterReload: contents.posted.length };
}

/** Two visits, the second followed by another at once: what was done with the windows, what the new page was handed, and which was heard. */
async function recycled(station: InstanceType<typeof fake.FakeUtility>) {
  const since = calls.length;
  const posted: number[] = [];
  const heard: string[] = [];
  for (const [word, destroyed] of [
    ['at-rest', 'destroy 1'],
    ['next-person', 'destroy 2'],
  ] as const) {
    station.emit('message', 'in-use');
    const [old, fresh] = fake.BrowserWindow.all.map(({ webContents }) => webContents);
    if (!old || !fresh) throw new Error('no window for the next person');
    fresh.emit('did-finish-load');
    const tell = () => heard.push([old, fresh].map(({ isMuted }) => (isMuted ? 'muted' : 'heard')).join(' '));
    tell();
    station.emit('message', word);
    while (!calls.includes(destroyed)) await new Promise(setImmediate);
    posted.push(fresh.posted.length);
    tell();
  }
  return { calls: calls.slice(since), posted, heard };
}

/** A second start, a failing graphics driver, and the end. */
async function life(contents: InstanceType<typeof fake.FakeContents>, station: InstanceType<typeof fake.FakeUtility>) {
  const since = calls.length;
  app.emit('second-instance');
  // An engine error of the station must not end the shell.
  station.emit('error', 'FatalError', 'somewhere', '');
  contents.emit('unresponsive');
  for (const reason of ['crashed', 'clean-exit', 'crashed', 'crashed'])
    app.emit('child-process-gone', {}, { type: 'GPU', reason });
  const messages = station.posted.map(({ message }) => message);
  station.emit('exit', 0);
  await new Promise(setImmediate);
  return { calls: calls.slice(since), lastToStation: messages.at(-1), relaunchArguments: app.relaunchArguments };
}

function print(value: unknown): void {
  process.stdout.write(JSON.stringify(value), () => process.exit(0));
}
