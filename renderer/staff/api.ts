import type { z } from 'zod';
import type { ReportForm } from '../../electron/bridge/figures.ts';
import type { HeldCardLogin } from '../../electron/bridge/glass-messages.ts';
import {
  type LoginAnswer,
  type LoginRequest,
  loginAnswerSchema,
  pinChangeAnswerSchema,
  sessionSchema,
} from '../../electron/bridge/staff-login.ts';
import {
  resultSchema,
  type StaffActionResult,
  staffHeader,
  type StaffRefusal,
  staffRefusalSchema,
} from '../../electron/bridge/staff-page.ts';

/** `away`: no answer came. An answer that does not fit its schema is of another version of the kiosk: `failed`. */
export type Why = StaffRefusal | 'away';
export type Answer<T> = { ok: true; value: T } | { ok: false; why: Why };
export type PinChangeResult = z.infer<typeof pinChangeAnswerSchema>['result'];
export type Session = z.infer<typeof sessionSchema>;
/** `held-card`: on the kiosk's own screen, whose scanner has read the card. */
export type PageLogin = LoginRequest | HeldCardLogin;

/** What the page asks the kiosk. */
export interface StaffApi {
  get<T>(path: string, schema: z.ZodType<T>): Promise<Answer<T>>;
  post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<Answer<T>>;
  /** A request that only says what came of it. */
  act(path: string, body?: unknown): Promise<Answer<StaffActionResult>>;
  session(): Promise<Answer<Session>>;
  login(request: PageLogin): Promise<Answer<LoginAnswer>>;
  changePin(pin: string, next: string): Promise<Answer<PinChangeResult>>;
  /** The month's report as a file. */
  report(month: string, form: ReportForm): Promise<Answer<{ fileName: string; content: Blob }>>;
}

/** Paper is waited for: a printer that is out of it takes its time to say so. */
const answerMs = 45_000;

/** `onRefused`: each refusal, whoever asked; the page locks by it. */
export function createStaffApi(parts: { fetch: typeof fetch; onRefused: (why: Why) => void }): StaffApi {
  const refusedFor = (why: Why): { ok: false; why: Why } => {
    parts.onRefused(why);
    return { ok: false, why };
  };

  async function ask(path: string, request: RequestInit): Promise<Response | null> {
    try {
      return await parts.fetch(path, { ...request, signal: AbortSignal.timeout(answerMs) });
    } catch {
      return null;
    }
  }

  function refusedBy(body: unknown): { ok: false; why: Why } {
    const refusal = staffRefusalSchema.safeParse(body);
    return refusedFor(refusal.success ? refusal.data.error : 'failed');
  }

  const bodyOf = (response: Response): Promise<unknown> => response.json().catch(() => null);

  async function read<T>(response: Response | null, schema: z.ZodType<T>): Promise<Answer<T>> {
    if (response === null) return refusedFor('away');
    const body = await bodyOf(response);
    const value = schema.safeParse(body);
    return value.success ? { ok: true, value: value.data } : refusedBy(body);
  }

  const get: StaffApi['get'] = async (path, schema) => read(await ask(path, {}), schema);
  const post: StaffApi['post'] = async (path, body, schema) =>
    read(
      await ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [staffHeader]: '1' },
        body: JSON.stringify(body),
      }),
      schema,
    );
  const onlyResult = <T>(answer: Answer<{ result: T }>): Answer<T> =>
    answer.ok ? { ok: true, value: answer.value.result } : answer;

  return {
    get,
    post,
    act: async (path, body = {}) => onlyResult(await post(path, body, resultSchema)),
    session: () => get('/api/session', sessionSchema),
    login: (request) => post('/api/login', request, loginAnswerSchema),
    changePin: async (pin, next) => onlyResult(await post('/api/pin', { pin, next }, pinChangeAnswerSchema)),
    async report(month, form) {
      const response = await ask(`/api/report.csv?month=${encodeURIComponent(month)}&form=${form}`, {});
      if (response === null) return refusedFor('away');
      if (!response.ok) return refusedBy(await bodyOf(response));
      const [, fileName] = /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
      return { ok: true, value: { fileName: fileName ?? `${month}.csv`, content: await response.blob() } };
    },
  };
}
