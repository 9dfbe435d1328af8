export interface WriteProofOptions {
  /** Writes; rejects if the store cannot write. */
  readonly write: () => Promise<void>;
  /** Resolves with whether the store still accepts writes, as far as a read can show. Writes nothing. */
  readonly look: () => Promise<boolean>;
  /** How long a successful write counts as proof, in milliseconds. Default 5000. */
  readonly validMs?: number | undefined;
  /** Milliseconds of a monotonic clock. */
  readonly now?: (() => number) | undefined;
}

/** Checks whether the store can write. A read is not enough: a full disk and a demoted server still serve reads. */
export interface WriteProof {
  /**
   * Reads first. Also writes if the last proof is too old or if the read shows that the store accepts no writes.
   * Concurrent callers share one check.
   */
  check(): Promise<void>;
  /** Call it after a fault of the store: the next check then writes. */
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
