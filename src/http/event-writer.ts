import { type ServerResponse } from 'node:http';
import { cutAfter, UNREAD_MS } from './end-connection.js';
import { SECURITY_HEADERS, VARY_ORIGIN } from './headers.js';

/** Writes an event stream at the speed at which its client reads. */
export class EventWriter {
  readonly #response: ServerResponse;
  readonly #correlationId: string;
  #queued = 0;
  #wake: (() => void) | undefined;

  constructor(response: ServerResponse, correlationId: string) {
    this.#response = response;
    this.#correlationId = correlationId;
    response.once('close', () => {
      this.#wake?.();
    });
  }

  /** Resolves when one more result can be written, or when the client has disconnected. */
  async reserve(): Promise<void> {
    while (this.#queued > 0 && this.#isOpen())
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    this.#queued += 1;
  }

  /** Writes events until there are no more, or until the client disconnects. */
  async write(events: AsyncGenerator<string, void, undefined>): Promise<void> {
    const response = this.#response;
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      ...VARY_ORIGIN,
      'content-type': 'text/event-stream; charset=utf-8',
      // nginx would otherwise buffer events.
      'x-accel-buffering': 'no',
      'x-correlation-id': this.#correlationId,
    });
    response.flushHeaders();
    response.once('close', () => void events.return(undefined));
    for await (const event of events) {
      if (!this.#isOpen()) break;
      await this.#writeOne(event);
      if (!event.startsWith('event: next')) continue;
      this.#queued -= 1;
      this.#wake?.();
    }
    this.end();
  }

  /** Ends the response. Without `complete`, the client reconnects to another replica. */
  end(): void {
    if (this.#isOpen()) this.#response.end();
  }

  #isOpen(): boolean {
    return !this.#response.destroyed && !this.#response.writableEnded;
  }

  /**
   * Resolves when the event has left the process, or when the client has disconnected. A client that does not
   * read is disconnected.
   */
  #writeOne(event: string): Promise<void> {
    const response = this.#response;
    return new Promise((resolve) => {
      const cancelCut = cutAfter(response, UNREAD_MS, () => response.destroy());
      const settle = (): void => {
        cancelCut();
        response.off('close', settle);
        resolve();
      };
      response.once('close', settle);
      response.write(event, settle);
    });
  }
}
