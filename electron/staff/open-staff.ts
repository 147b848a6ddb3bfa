import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Configuration } from '../operations/configuration.ts';
import { staffAddress } from '../operations/configuration-staff.ts';
import type { Log } from '../operations/log.ts';
import { resolveSecret } from '../operations/secrets.ts';
import type { AccountAnswer, AccountQuestion } from '../bridge/staff-account-messages.ts';
import type { GlassNews } from '../bridge/glass-messages.ts';
import { accountDesk } from './account-desk.ts';
import { createStaffAnswers } from './answers.ts';
import { createGlass, type Glass } from './glass.ts';
import { createLogin } from './login.ts';
import type { StaffPorts } from './route.ts';
import { createStaffServer, type StaffServer } from './server.ts';
import { createSessions } from './sessions.ts';

export interface StaffOptions extends StaffPorts {
  configuration: Pick<Configuration, 'staffPage'>;
  /** The data folder: certificate and key are relative to it. */
  folder: string;
  environment: Readonly<Record<string, string | undefined>>;
  /** The built page; null where a development server has it. */
  pagesFolder: string | null;
  /** Monotonic. */
  nowMs: () => number;
  setTimeout: (callback: () => void, delayMs: number) => unknown;
  clearTimeout: (id: unknown) => void;
  /** Tells the kiosk's own screen. */
  tellGlass: (news: GlassNews) => void;
  /** Accounts were changed. */
  onAccounts: () => void;
  log: Log;
}

export interface StaffSide {
  /** What the command line asks about accounts; it works without the page. */
  accounts(question: AccountQuestion): Promise<AccountAnswer>;
  /** Without one nobody can log in, and the screen offers no way. */
  hasAccounts(): boolean;
  /** The page on the kiosk's own screen, whether or not it is served on the network as well. */
  glass: Pick<Glass, 'open'>;
  /** The kiosk's scanner has read a card of the staff; without accounts it is nobody's. */
  cardRead(code: string): void;
  /** Where the page is served, null where it is not. */
  port(): number | null;
  /** Something that the page shows is new. */
  changed(): void;
  stop(): Promise<void>;
}

const retryMs = 15_000;

/** Accounts, and the page for staff where the configuration wants one. A page that cannot be served does not keep patients out. */
export async function openStaff(options: StaffOptions): Promise<StaffSide> {
  const { configuration, queue, board, log, nowMs } = options;
  const { staffPage } = configuration;
  const lockAfterMs = staffPage.lockAfterSeconds * 1_000;
  const sessions = createSessions({ nowMs, lockAfterMs });
  const changeAccounts = accountDesk(queue.staff, (name) => sessions.endOf(name));
  const countAccounts = (): boolean => queue.staff.accounts.list().length > 0;
  let hasAccounts = countAccounts();
  async function accounts(question: AccountQuestion): Promise<AccountAnswer> {
    const answer = await changeAccounts(question);
    hasAccounts = countAccounts();
    options.onAccounts();
    return answer;
  }

  // Every call is there for the next shift, whoever was logged in when it was made.
  let written = new Set<string>();
  const unsubscribe = board.subscribe(() => {
    const calls = board.calls();
    written = new Set(calls.flatMap(({ id }) => (written.has(id) ? [id] : [])));
    for (const { id, urgency } of calls) {
      // A disk that refused is asked again with the next news.
      if (!written.has(id) && queue.staff.write(({ tasks }) => tasks.openCall(id, urgency)) !== null) written.add(id);
    }
  });

  const login = createLogin({ records: queue.staff, now: options.now, cardNeedsPin: staffPage.cardNeedsPin });
  const onFault = (error: unknown): void => log.write('unexpected-error', { where: 'staff-page', error });
  const answers = createStaffAnswers({ ...options, sessions, login, lockAfterMs });
  const glass = createGlass({ ...options, answers, sessions, lockAfterMs, tell: options.tellGlass, onFault });
  const address = staffPage.listen === undefined ? null : staffAddress(staffPage.listen);
  let served: { server: StaffServer; port: number } | null = null;
  let retry: unknown = null;
  let attempt = Promise.resolve();
  let isStopped = false;

  /** null: it listens, or never will. */
  async function serve(): Promise<{ code: string } | null> {
    if (address === null) return null;
    const tls = tlsOf(options);
    if (!tls.ok) {
      log.write('staff-page-failed', { problem: tls.problem });
      return null;
    }
    const { pagesFolder } = options;
    const made = createStaffServer({ answers, tls: tls.value, pagesFolder, onFault });
    if (!made.ok) {
      log.write('staff-page-failed', { problem: made.problem });
      return null;
    }
    const listening = await made.server.listen(address.host, address.port);
    if (!listening.ok || isStopped) {
      await made.server.stop();
      return listening.ok ? null : { code: listening.detail };
    }
    served = { server: made.server, port: listening.port };
    log.write('staff-page-open', { isSecure: tls.value !== null });
    return null;
  }

  /** The network comes up later than the kiosk, or a former program still has the port. */
  function serveLater(): void {
    retry = options.setTimeout(() => {
      attempt = serve().then((refused) => {
        if (refused !== null && !isStopped) serveLater();
      });
    }, retryMs);
  }

  const refused = await serve();
  if (refused !== null) {
    log.write('staff-page-failed', { problem: 'not-listening', code: refused.code });
    serveLater();
  }

  return {
    accounts,
    hasAccounts: () => hasAccounts,
    glass,
    cardRead: (code) => {
      if (hasAccounts) glass.card(code);
    },
    port: () => served?.port ?? null,
    changed: () => answers.news.changed(),
    stop: async () => {
      isStopped = true;
      unsubscribe();
      options.clearTimeout(retry);
      answers.news.stop();
      await attempt;
      await served?.server.stop();
    },
  };
}

type TlsTexts =
  | { ok: true; value: { certificatePem: string; keyPem: string } | null }
  | { ok: false; problem: 'certificate' | 'key' };

function tlsOf({ configuration, folder, environment }: StaffOptions): TlsTexts {
  const { certificate, key } = configuration.staffPage;
  if (certificate === undefined || key === undefined) return { ok: true, value: null };
  const secret = resolveSecret(key, folder, environment);
  if (!secret.ok) return { ok: false, problem: 'key' };
  try {
    const certificatePem = readFileSync(resolve(folder, certificate), 'utf8');
    return { ok: true, value: { certificatePem, keyPem: secret.value } };
  } catch {
    return { ok: false, problem: 'certificate' };
  }
}
