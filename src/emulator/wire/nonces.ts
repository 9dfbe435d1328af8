/** Longest time in which one signed request may still be replayed: its date may lie 15 minutes in the future. */
const GENERATION_MS = 30 * 60_000;
const GENERATION_SIZE = 500_000;

/**
 * The nonces seen, so that a signed request passes once. Two generations bound the memory: each nonce is kept
 * for at least half an hour, or for the next half million calls under extreme load.
 */
export class Nonces {
  #current = new Set<string>();
  #previous = new Set<string>();
  #startedAtMs = -Infinity;

  /** True when the nonce is new for this key; it is then remembered. */
  admit(accessKeyId: string, nonce: string, nowMs: number): boolean {
    if (nowMs - this.#startedAtMs >= GENERATION_MS || this.#current.size >= GENERATION_SIZE) {
      this.#previous = this.#current;
      this.#current = new Set();
      this.#startedAtMs = nowMs;
    }
    const entry = `${accessKeyId}\n${nonce}`;
    if (this.#current.has(entry) || this.#previous.has(entry)) return false;
    this.#current.add(entry);
    return true;
  }

  clear(): void {
    this.#current.clear();
    this.#previous.clear();
  }
}
