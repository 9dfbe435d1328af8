export interface WriteProofOptions {
  /** Writes; rejects where nothing can be written. */
  readonly write: () => Promise<void>;
  /** Resolves with whether the store still answers as one that takes writes. It writes nothing. */
  readonly look: () => Promise<boolean>;
  /** How long a write that succeeded is proof enough. Default 5000. */
  readonly validMs?: number | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: (() => number) | undefined;
}

/** Whether something can be written. A read alone proves nothing: a full disk and a demoted server answer reads. */
export interface WriteProof {
  /** Checks the last proof, and writes where it is too old. Concurrent callers share one check. */
  check(): Promise<void>;
  /** The store failed to do something: the next check writes. */
  invalidate(): void;
}

const VALID_MS = 5000;

export function createWriteProof({
  write,
  look,
  validMs = VALID_MS,
  now = () => performance.now(),
}: WriteProofOptions): WriteProof {
  let validUntilMs = -Infinity;
  let asking: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    try {
      if ((await look()) && now() < validUntilMs) return;
      const askedAtMs = now();
      validUntilMs = -Infinity;
      await write();
      validUntilMs = askedAtMs + validMs;
    } finally {
      asking = undefined;
    }
  };
  return {
    check: () => (asking ??= ask()),
    invalidate: () => {
      validUntilMs = -Infinity;
    },
  };
}
