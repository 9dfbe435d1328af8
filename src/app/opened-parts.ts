import { toNetworkReason } from '../stream/network-reason.js';
import { type Logger } from '../telemetry/logger.js';

export type PartName = 'emulator' | 'recording' | 'accounts' | 'events' | 'store' | 'telemetry' | 'graphql';

interface OpenedPart {
  readonly name: PartName;
  readonly close: () => Promise<void>;
}

/**
 * The open parts, which are closed in reverse order. It is like `AsyncDisposableStack` of ECMAScript, but its
 * entries have names. If a part fails to close, this is logged, and the other parts are still closed.
 */
export class OpenedParts implements AsyncDisposable {
  readonly #logger: Logger;
  #parts: OpenedPart[];

  constructor(logger: Logger, parts: OpenedPart[] = []) {
    this.#logger = logger;
    this.#parts = parts;
  }

  /** Registers a part to close on disposal. */
  defer(name: PartName, close: () => Promise<void>): void {
    this.#parts.push({ name, close });
  }

  /** Moves the parts to a new object. The disposal of this object then closes none of them. */
  move(): OpenedParts {
    const moved = new OpenedParts(this.#logger, this.#parts);
    this.#parts = [];
    return moved;
  }

  /** Closes all parts. Never rejects. A part is closed once, also if this is called repeatedly. */
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
