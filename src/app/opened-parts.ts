import { toNetworkReason } from '../stream/network-reason.js';
import { type Logger } from '../telemetry/logger.js';

export type PartName = 'emulator' | 'recording' | 'accounts' | 'events' | 'store' | 'telemetry' | 'graphql';

interface OpenedPart {
  readonly name: PartName;
  readonly close: () => Promise<void>;
}

/**
 * The parts that are open, closed in reverse order: an `AsyncDisposableStack` of ECMAScript with named entries, which
 * logs a part that fails to close and goes on with the others.
 */
export class OpenedParts implements AsyncDisposable {
  readonly #logger: Logger;
  #parts: OpenedPart[];

  constructor(logger: Logger, parts: OpenedPart[] = []) {
    this.#logger = logger;
    this.#parts = parts;
  }

  /** Closes the part when this is disposed of. */
  defer(name: PartName, close: () => Promise<void>): void {
    this.#parts.push({ name, close });
  }

  /** Hands the parts over to a new object. Disposing of this one then closes none of them. */
  move(): OpenedParts {
    const moved = new OpenedParts(this.#logger, this.#parts);
    this.#parts = [];
    return moved;
  }

  /** Never rejects. A part is closed once, however often this is called. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (let part = this.#parts.pop(); part !== undefined; part = this.#parts.pop()) await this.#close(part);
  }

  async #close({ name, close }: OpenedPart): Promise<void> {
    const logger = this.#logger;
    try {
      await close();
    } catch (thrown) {
      const reason = toNetworkReason(thrown) ?? 'unknown';
      logger.error({ part: name, reason }, 'a part of the gateway could not be closed');
    }
  }
}
