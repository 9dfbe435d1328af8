/** One part that must be usable before requests are taken. */
export interface ReadinessCheck {
  readonly name: string;
  /**
   * Resolves while the part is usable. Of what it rejects with only `reason` is shown: one word of a closed list, such as
   * `read_only`.
   */
  check(): Promise<void> | void;
}

export interface Readiness {
  readonly status: 'ready' | 'starting' | 'draining' | 'failing';
  /** Each part by name. */
  readonly parts: Readonly<Record<string, 'ok' | 'failing'>>;
  /** Why a part fails, in one word, by the part's name. Absent where none is known. */
  readonly reasons?: Readonly<Record<string, string>> | undefined;
  /** The circuit breaker’s state: an upstream that is away is no reason to take this replica out. */
  readonly breaker?: string | undefined;
  /** The client that speaks to ApsaraVideo Live, `core` or `sdk@3.0.1`. */
  readonly client?: string | undefined;
}

export interface Health {
  /** Asks every part. */
  ready(): Promise<Readiness>;
  started(): void;
  draining(): void;
}

/** A probe gives up no later. */
const TIMEOUT_MS = 2_000;

/**
 * Keeps what a load balancer asks for: alive is not yet ready, and ready ends before the process does.
 * @param about shown beside the parts; decides nothing
 * @param timeoutMs a part that has not answered by then is failing
 */
export function createHealth(
  checks: readonly ReadinessCheck[],
  about?: () => Pick<Readiness, 'breaker' | 'client'>,
  timeoutMs = TIMEOUT_MS,
): Health {
  let phase: 'starting' | 'ready' | 'draining' = 'starting';
  let asking: Promise<readonly Checked[]> | undefined;
  const ask = async (): Promise<readonly Checked[]> => {
    try {
      return await Promise.all(checks.map((part) => outcomeOf(part, timeoutMs)));
    } finally {
      asking = undefined;
    }
  };
  return {
    async ready() {
      // Anybody may probe, and a part may be a database: those who come together get one answer.
      const checked = await (asking ??= ask());
      const failing = checked.some(({ state }) => state === 'failing');
      const status = phase === 'ready' && failing ? 'failing' : phase;
      const parts = Object.fromEntries(checked.map(({ name, state }) => [name, state]));
      return { status, parts, reasons: toReasons(checked), ...about?.() };
    },
    started: () => {
      if (phase === 'starting') phase = 'ready';
    },
    draining: () => {
      phase = 'draining';
    },
  };
}

interface Checked {
  readonly name: string;
  readonly state: 'ok' | 'failing';
  readonly reason?: string | undefined;
}

async function outcomeOf(part: ReadinessCheck, timeoutMs: number): Promise<Checked> {
  const { name } = part;
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(Object.assign(new Error('the check took too long'), { reason: 'timeout' }));
  }, timeoutMs);
  try {
    await Promise.race([part.check(), late]);
    return { name, state: 'ok' };
  } catch (thrown) {
    return { name, state: 'failing', reason: reasonOf(thrown) };
  } finally {
    clearTimeout(timer);
  }
}

/** Anybody may probe: what is no single word stays out. */
function reasonOf(thrown: unknown): string | undefined {
  const reason =
    typeof thrown === 'object' && thrown !== null && 'reason' in thrown ? thrown.reason : undefined;
  return typeof reason === 'string' && /^[a-z][a-z_]*$/.test(reason) ? reason : undefined;
}

function toReasons(checked: readonly Checked[]): Readiness['reasons'] {
  const reasons = checked.flatMap(({ name, reason }) =>
    reason === undefined ? [] : [[name, reason] as const],
  );
  return reasons.length === 0 ? undefined : Object.fromEntries(reasons);
}
