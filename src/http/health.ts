import { waitWithin } from '../stream/wait-within.js';

/** One part that must be usable before requests are taken. */
export interface ReadinessCheck {
  readonly name: string;
  /** Parts of one group stand in for each other: one of them that is usable is enough. */
  readonly group?: string | undefined;
  /**
   * Resolves while the part is usable. An error that it rejects with may carry `reason`, one word, which is shown.
   * Nothing else of the error is.
   */
  check(): Promise<void> | void;
}

export interface Readiness {
  readonly status: 'ready' | 'starting' | 'draining' | 'failing';
  /** Each part by name. */
  readonly parts: Readonly<Record<string, 'ok' | 'failing'>>;
  /** Why, in one word, for each part that fails; absent where none does. docs/operations.md lists the words. */
  readonly reasons?: Readonly<Record<string, string>> | undefined;
  /** The circuit breaker’s state: an upstream that is away is no reason to take this replica out. */
  readonly breaker?: string | undefined;
  /** The same by account, where there are several. */
  readonly breakers?: Readonly<Record<string, string>> | undefined;
  /** The client that speaks to ApsaraVideo Live, `core` or `sdk@3.0.1`. */
  readonly client?: string | undefined;
  /** How changes by other replicas are noticed: `local` (there is none), `listen` or, once per second, `poll`. */
  readonly changes?: string | undefined;
}

export interface Health {
  /** Checks every part. */
  ready(): Promise<Readiness>;
  started(): void;
  draining(): void;
}

/** A probe gives up no later. */
const TIMEOUT_MS = 2_000;

/**
 * The state for a load balancer: alive is not yet ready, and ready ends before the process does.
 * @param about shown beside the parts; decides nothing
 * @param timeoutMs a part that has not answered by then is failing
 */
export function createHealth(
  checks: () => readonly ReadinessCheck[],
  about?: () => Pick<Readiness, 'breaker' | 'breakers' | 'client' | 'changes'>,
  timeoutMs = TIMEOUT_MS,
): Health {
  let phase: 'starting' | 'ready' | 'draining' = 'starting';
  let asking: Promise<Failures> | undefined;
  const ask = async (): Promise<Failures> => {
    try {
      return await Promise.all(
        checks().map(async (part) => ({ ...part, reason: await failureOf(part, timeoutMs) })),
      );
    } finally {
      asking = undefined;
    }
  };
  return {
    async ready() {
      // Any client may probe, and a part may be a database: probes that come together get one answer.
      const failures = await (asking ??= ask());
      const reasons = failures
        .filter(({ reason }) => reason !== undefined)
        .map(({ name, reason }) => [name, reason] as const);
      const status =
        phase === 'ready' && failures.some((part) => isFatal(part, failures)) ? 'failing' : phase;
      const parts = failures.map(
        ({ name, reason }) => [name, reason === undefined ? 'ok' : 'failing'] as const,
      );
      return {
        status,
        parts: Object.fromEntries(parts),
        ...(reasons.length > 0 && { reasons: Object.fromEntries(reasons) as Record<string, string> }),
        ...about?.(),
      };
    },
    started: () => {
      if (phase === 'starting') phase = 'ready';
    },
    draining: () => {
      phase = 'draining';
    },
  };
}

interface CheckedPart extends Pick<ReadinessCheck, 'name' | 'group'> {
  /** Undefined where it is usable. */
  readonly reason: string | undefined;
}

type Failures = readonly CheckedPart[];

/** Whether a part fails for which no other one stands in. */
function isFatal({ reason, group }: CheckedPart, all: Failures): boolean {
  if (reason === undefined) return false;
  return group === undefined || all.every((part) => part.group !== group || part.reason !== undefined);
}

const LATE = { reason: 'timeout' };
/** Readiness is public: what does not look like one of the documented words is not shown. */
const WORD = /^[a-z][a-z_]{1,30}$/;

async function failureOf(part: ReadinessCheck, timeoutMs: number): Promise<string | undefined> {
  try {
    await waitWithin(
      { timeoutMs },
      () => part.check(),
      () => LATE,
    );
    return undefined;
  } catch (thrown) {
    return reasonOf(thrown);
  }
}

function reasonOf(thrown: unknown): string {
  const reason = typeof thrown === 'object' && thrown !== null && 'reason' in thrown ? thrown.reason : '';
  return typeof reason === 'string' && WORD.test(reason) ? reason : 'unknown';
}
