/** One part that must be usable before requests are taken. */
export interface ReadinessCheck {
  readonly name: string;
  /** Resolves while the part is usable; what it rejects with is not shown. */
  check(): Promise<void> | void;
}

export interface Readiness {
  readonly status: 'ready' | 'starting' | 'draining' | 'failing';
  /** Each part by name. */
  readonly parts: Readonly<Record<string, 'ok' | 'failing'>>;
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
  let asking: Promise<Readiness['parts']> | undefined;
  const ask = async (): Promise<Readiness['parts']> => {
    try {
      return Object.fromEntries(
        await Promise.all(checks.map(async (part) => [part.name, await outcomeOf(part, timeoutMs)] as const)),
      );
    } finally {
      asking = undefined;
    }
  };
  return {
    async ready() {
      // Anybody may probe, and a part may be a database: those who come together get one answer.
      const parts = await (asking ??= ask());
      const failing = Object.values(parts).includes('failing');
      const status = phase === 'ready' && failing ? 'failing' : phase;
      return { status, parts, ...about?.() };
    },
    started: () => {
      if (phase === 'starting') phase = 'ready';
    },
    draining: () => {
      phase = 'draining';
    },
  };
}

async function outcomeOf(part: ReadinessCheck, timeoutMs: number): Promise<'ok' | 'failing'> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(reject, timeoutMs);
  try {
    await Promise.race([part.check(), late]);
    return 'ok';
  } catch {
    return 'failing';
  } finally {
    clearTimeout(timer);
  }
}
