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
}

export interface Health {
  /** Asks every part. */
  ready(): Promise<Readiness>;
  started(): void;
  draining(): void;
}

/** Keeps what a load balancer asks for: alive is not yet ready, and ready ends before the process does. */
export function createHealth(checks: readonly ReadinessCheck[], breaker?: () => string): Health {
  let phase: 'starting' | 'ready' | 'draining' = 'starting';
  return {
    async ready() {
      const parts = await Promise.all(
        checks.map(async (part) => [part.name, await outcomeOf(part)] as const),
      );
      const failing = parts.some(([, outcome]) => outcome === 'failing');
      const status = phase === 'ready' && failing ? 'failing' : phase;
      return { status, parts: Object.fromEntries(parts), ...(breaker && { breaker: breaker() }) };
    },
    started: () => {
      phase = 'ready';
    },
    draining: () => {
      phase = 'draining';
    },
  };
}

async function outcomeOf(part: ReadinessCheck): Promise<'ok' | 'failing'> {
  try {
    await part.check();
    return 'ok';
  } catch {
    return 'failing';
  }
}
