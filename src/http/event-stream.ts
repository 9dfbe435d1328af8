import { type ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from './headers.js';

/** One answer of Server-Sent Events, as graphql-sse's clients read it in distinct connections mode. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #alive: NodeJS.Timeout;

  /** @param keepAliveMs how often an idle stream says that it is alive */
  constructor(response: ServerResponse, correlationId: string, keepAliveMs: number) {
    this.#response = response;
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      'content-type': 'text/event-stream; charset=utf-8',
      // nginx would keep events back until it has a buffer full of them.
      'x-accel-buffering': 'no',
      'x-correlation-id': correlationId,
    });
    response.flushHeaders();
    this.#alive = setInterval(() => response.write(':\n\n'), keepAliveMs);
    response.once('close', () => {
      clearInterval(this.#alive);
    });
  }

  /** Resolves when the client has taken enough of it to be sent more, or has gone. */
  async next(json: string): Promise<void> {
    if (!this.#write(`event: next\ndata: ${json}\n\n`)) await this.#room();
  }

  /** Nothing more will come, ever. */
  complete(): void {
    // Without data a browser's EventSource would not pass it on.
    this.#write('event: complete\ndata: \n\n');
    this.end();
  }

  /** Ends the answer in the middle: a client comes back for the rest. */
  end(): void {
    clearInterval(this.#alive);
    this.#response.end();
  }

  #write(text: string): boolean {
    if (this.#response.destroyed || this.#response.writableEnded) return true;
    return this.#response.write(text);
  }

  #room(): Promise<void> {
    return new Promise((resolve) => {
      const settle = (): void => {
        this.#response.off('drain', settle).off('close', settle);
        resolve();
      };
      this.#response.once('drain', settle).once('close', settle);
    });
  }
}
