import { UpstreamFault } from '../fault.js';
import { parseBody } from '../wire/answer.js';
import { type RpcRequest } from '../wire/sign.js';
import { type Transport } from '../wire/transport.js';
import { type RecordedAnswer, type RecordedFault } from './recorded-exchange.js';

/** A transport that sends nothing. Every request gets the recorded answer. */
export class ReplayTransport implements Transport {
  #answer: RecordedAnswer | RecordedFault = 'unreachable';
  #request: RpcRequest | undefined;

  /** The last request since `load`; undefined if there was none. */
  get request(): RpcRequest | undefined {
    return this.#request;
  }

  /** Sets the answer of the next requests. */
  load(answer: RecordedAnswer | RecordedFault): void {
    this.#answer = answer;
    this.#request = undefined;
  }

  send(...[request]: Parameters<Transport['send']>): ReturnType<Transport['send']> {
    this.#request = request;
    const answer = this.#answer;
    return new Promise((resolve) => {
      if (typeof answer === 'string') throw new UpstreamFault(answer);
      const { status, headers, body } = answer;
      resolve(parseBody(status, headers['x-acs-retry-after'], body ?? undefined));
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
