/** The time in which a signed request is valid: 15 minutes before and after its date. */
const GENERATION_MS = 30 * 60_000;
const GENERATION_SIZE = 500_000;

/**
 * The nonces of past requests, so that a signed request is accepted only once. Two generations
 * limit the memory: each nonce is kept for at least 30 minutes, or for the next 500,000 calls under
 * extreme load.
 */
export class Nonces {
  #current = new Set<string>();
  #previous = new Set<string>();
  #startedAtMs = -Infinity;

  /** Stores a nonce. Returns false if this access key has already used it. */
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
