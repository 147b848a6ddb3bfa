/** What the stand-ins share: who listens, and calls that the test answers. */

export class Listeners<Event> {
  readonly #listeners = new Set<(event: Event) => void>();
  readonly subscribe = (listener: (event: Event) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  tell(event: Event): void {
    for (const listener of this.#listeners) listener(event);
  }
  get count(): number {
    return this.#listeners.size;
  }
}

interface FakeCall<Method> {
  method: Method;
  request: unknown;
  signal: AbortSignal | undefined;
  answer(): void;
  crash(): void;
}

/** Answers at once with `answers`; a method in `held` waits until the test answers its call. */
export class FakeCalls<Answers extends object> {
  readonly calls: FakeCall<keyof Answers>[] = [];
  readonly held = new Set<keyof Answers>();
  answers: Answers;
  readonly #crashed: string;

  /** `crashed`: what a call that crashes says. */
  constructor(answers: Answers, crashed: string) {
    this.answers = answers;
    this.#crashed = crashed;
  }

  protected ask<Method extends keyof Answers>(
    method: Method,
    request: unknown,
    signal?: AbortSignal,
  ): Promise<Answers[Method]> {
    const { promise, resolve, reject } = Promise.withResolvers<Answers[Method]>();
    const call: FakeCall<keyof Answers> = {
      method,
      request,
      signal,
      answer: () => {
        resolve(this.answers[method]);
      },
      crash: () => {
        reject(new Error(this.#crashed));
      },
    };
    this.calls.push(call);
    if (!this.held.has(method)) call.answer();
    return promise;
  }

  callsOf(method: keyof Answers): FakeCall<keyof Answers>[] {
    return this.calls.filter((call) => call.method === method);
  }

  lastCallOf(method: keyof Answers): FakeCall<keyof Answers> {
    const call = this.callsOf(method).at(-1);
    if (!call) throw new Error(`${String(method)} was not called`);
    return call;
  }
}
