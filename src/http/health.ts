import { waitWithin } from '../stream/wait-within.js';

/** A part of the gateway that must be usable before the gateway accepts requests. */
export interface ReadinessCheck {
  readonly name: string;
  /** The group of the part. A group is ready if one of its parts is usable. */
  readonly group?: string | undefined;
  /**
   * Resolves if the part is usable. If it rejects, the answer shows only the `reason` of the error, which is one
   * word.
   */
  check(): Promise<void> | void;
}

export interface Readiness {
  readonly status: 'ready' | 'starting' | 'draining' | 'failing';
  /** The state of each part, by name. */
  readonly parts: Readonly<Record<string, 'ok' | 'failing'>>;
  /** The reason for each failing part, in one word. Absent if no part fails. docs/operations.md lists the words. */
  readonly reasons?: Readonly<Record<string, string>> | undefined;
  /**
   * The state of the circuit breaker. It does not affect readiness, because the upstream is the same for all
   * replicas.
   */
  readonly breaker?: string | undefined;
  /** The state of the circuit breaker of each account, if there are several. */
  readonly breakers?: Readonly<Record<string, string>> | undefined;
  /** The client for ApsaraVideo Live, `core` or `sdk@3.0.1`. */
  readonly client?: string | undefined;
  /**
   * How the gateway detects changes by other replicas: `local` (one replica), `listen`, or `poll` (once per
   * second).
   */
  readonly changes?: string | undefined;
}

export interface Health {
  /** Checks every part. */
  ready(): Promise<Readiness>;
  started(): void;
  draining(): void;
}

/** The timeout of a check, in milliseconds. */
const TIMEOUT_MS = 2_000;

/**
 * Creates the health state for a load balancer. A live process is not always ready, and it becomes not ready
 * before it ends.
 * @param about additional information in the answer, without effect on the status
 * @param timeoutMs the time after which a part without an answer is failing, in milliseconds
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
      // Probes at the same time share one check, because any client may probe, and a part may be a database.
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
  /** The reason of the failure. Undefined if the part is usable. */
  readonly reason: string | undefined;
}

type Failures = readonly CheckedPart[];

/** Checks whether a part fails and no other part of its group is usable. */
function isFatal({ reason, group }: CheckedPart, all: Failures): boolean {
  if (reason === undefined) return false;
  return group === undefined || all.every((part) => part.group !== group || part.reason !== undefined);
}

const LATE = { reason: 'timeout' };
/** Matches a reason. Readiness is public, so text that does not have the form of a documented word is not shown. */
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
