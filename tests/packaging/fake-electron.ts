import { EventEmitter } from 'node:events';

/**
 * Stands in for the `electron` module under the built shell: records what the shell asks for and lets a test raise what
 * Electron would. Just what the shell uses; anything else it would call is missing and fails.
 */

/** Every call that matters, in order. */
export const calls: string[] = [];

type Handler = (...args: unknown[]) => unknown;
/** The functions that the shell handed over, by the name of the setter. */
export const handlers: Record<string, Handler | undefined> = {};
const keep =
  (name: string) =>
  (...args: unknown[]): void => {
    calls.push(name);
    handlers[name] = args.at(-1) as Handler;
  };

let isReady = false;
const ready = Promise.withResolvers<void>();
export const becomeReady = (): void => {
  isReady = true;
  calls.push('ready');
  ready.resolve();
};

/** An event whose default can be prevented. */
export function preventable(rest: object = {}) {
  const event = { ...rest, prevented: false, preventDefault: () => void (event.prevented = true) };
  return event;
}

class FakeApp extends EventEmitter {
  isPackaged = process.env['FAKE_DEVELOPMENT'] === undefined;
  /** What happens at `exit`; the command line really ends. */
  onExit: (code: number) => void = () => undefined;
  relaunchArguments: string[] | null = null;
  commandLine = {
    appendSwitch: (name: string, value?: string) =>
      calls.push(`switch ${name}${value === undefined ? '' : `=${value}`}`),
  };
  userData = '';

  whenReady = (): Promise<void> => ready.promise;
  getPath = (): string => this.userData;
  setPath = (name: string, path: string): void => {
    calls.push(`setPath ${name}`);
    this.userData = path;
  };
  requestSingleInstanceLock = (): boolean => process.env['FAKE_SECOND_INSTANCE'] === undefined;
  enableSandbox = (): void => void calls.push(isReady ? 'enableSandbox too late' : 'enableSandbox');
  disableHardwareAcceleration = (): void => void calls.push('disableHardwareAcceleration');
  relaunch = ({ args }: { args: string[] }): void => {
    calls.push('relaunch');
    this.relaunchArguments = args;
  };
  quit = (): void => {
    const event = preventable();
    this.emit('before-quit', event);
    calls.push(event.prevented ? 'quit held back' : 'quit');
  };
  exit = (code: number): void => {
    calls.push(`exit ${String(code)}`);
    this.onExit(code);
  };
}
export const app = new FakeApp();

export class FakeContents extends EventEmitter {
  static made = 0;
  readonly processId = (FakeContents.made += 1);
  url = '';
  posted: { message: unknown; ports: number }[] = [];
  setWindowOpenHandler = keep('setWindowOpenHandler');
  isMuted = false;
  setAudioMuted = (isMuted: boolean): void => void (this.isMuted = isMuted);
  getURL = (): string => this.url;
  getOSProcessId = (): number => this.processId;
  postMessage = (message: unknown, _body: unknown, ports: unknown[]): void =>
    void this.posted.push({ message, ports: ports.length });
  forcefullyCrashRenderer = (): void => {
    calls.push('forcefullyCrashRenderer');
    this.emit('render-process-gone', {}, { reason: 'killed' });
  };
}

export class BrowserWindow extends EventEmitter {
  static all: BrowserWindow[] = [];
  static getAllWindows = (): BrowserWindow[] => BrowserWindow.all;
  readonly options: Record<string, unknown>;
  readonly webContents = new FakeContents();
  private wasShown = false;

  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL = async (url: string): Promise<void> => {
    calls.push(`loadURL ${url}`);
    this.webContents.url = url;
  };
  isVisible = (): boolean => this.wasShown;
  isDestroyed = (): boolean => !BrowserWindow.all.includes(this);
  show = (): void => {
    calls.push(`show ${String(this.webContents.processId)}`);
    this.wasShown = true;
  };
  destroy = (): void => {
    calls.push(`destroy ${String(this.webContents.processId)}`);
    BrowserWindow.all = BrowserWindow.all.filter((window) => window !== this);
  };
  focus = (): void => void calls.push('focus');
}

export const Menu = {
  setApplicationMenu: (menu: unknown): void => void calls.push(`menu ${String(menu)}`),
};

export class MessageChannelMain {
  port1 = 'port 1';
  port2 = 'port 2';
}

export const powerSaveBlocker = { start: (kind: string): void => void calls.push(`powerSaveBlocker ${kind}`) };

export const protocol = {
  schemes: [] as unknown[],
  registerSchemesAsPrivileged: (schemes: unknown[]): void => {
    calls.push(isReady ? 'registerSchemes too late' : 'registerSchemes');
    protocol.schemes = schemes;
  },
  handle: keep('protocol.handle'),
};

const defaultSession = Object.assign(new EventEmitter(), {
  setPermissionRequestHandler: keep('setPermissionRequestHandler'),
  setPermissionCheckHandler: keep('setPermissionCheckHandler'),
  setDevicePermissionHandler: keep('setDevicePermissionHandler'),
  webRequest: { onBeforeRequest: keep('onBeforeRequest') },
});
export const session = { defaultSession };

/** A desktop's key ring, of the kind that the environment names; it turns texts around. */
export const safeStorage = {
  getSelectedStorageBackend: (): string => process.env['FAKE_KEY_RING'] ?? 'basic_text',
  isAsyncEncryptionAvailable: async (): Promise<boolean> => true,
  encryptStringAsync: async (text: string): Promise<Buffer> => Buffer.from(text).reverse(),
  decryptStringAsync: async (bytes: Buffer): Promise<{ result: string }> => ({
    result: Buffer.from(bytes).reverse().toString(),
  }),
};

export class FakeUtility extends EventEmitter {
  posted: { message: unknown; ports: number }[] = [];
  readonly path: string;
  constructor(path: string) {
    super();
    this.path = path;
  }
  postMessage = (message: unknown, ports: unknown[] = []): void =>
    void this.posted.push({ message, ports: ports.length });
  kill = (): void => void calls.push('kill');
}

export const utilityProcess = {
  forked: [] as FakeUtility[],
  fork: (path: string, args: readonly string[]): FakeUtility => {
    calls.push(['fork', ...args].join(' '));
    const utility = new FakeUtility(path);
    utilityProcess.forked.push(utility);
    // A station that was told of a key ring asks for it.
    const request = { kind: 'safe-storage-request', id: 1, operation: 'wrap', text: 'key' };
    if (args.length > 0) setImmediate(() => utility.emit('message', request));
    return utility;
  },
};
