import { type Dispatcher } from 'undici';
import { decodeText } from '../../stream/strict-text.js';
import { UpstreamFault } from '../fault.js';
import { toReason, toSymptom } from './symptom.js';
import { type SignedRequest } from './sign.js';

/** One complete HTTP answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** By lower-case names. */
  readonly headers: AnswerHeaders;
  readonly text: string;
}

export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

export interface ExchangeLimits {
  /** The time from now to the last byte of the body, in milliseconds. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly signal: AbortSignal;
}

const RETRY_AFTER = 'x-acs-retry-after';

/**
 * Sends one request and reads its complete answer. Settles exactly once: with the answer, or with an UpstreamFault at
 * the deadline, at the body limit, when the signal aborts, or when the connection fails. Closes the connection of an
 * aborted request, so that later bytes of its answer are discarded.
 */
export function exchange(
  pool: Dispatcher,
  request: SignedRequest,
  limits: ExchangeLimits,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const handler = new ExchangeHandler(limits, resolve, reject);
    pool.dispatch({ path: request.path, method: request.method, headers: request.headers }, handler);
  });
}

class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly #maxBodyBytes: number;
  readonly #signal: AbortSignal;
  readonly #resolve: (answer: HttpAnswer) => void;
  readonly #reject: (fault: UpstreamFault) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = (): void => {
    this.#giveUp(this.#controller === undefined ? 'abortedBeforeSending' : 'aborted');
  };
  #controller: Dispatcher.DispatchController | undefined;
  #settled = false;
  #status = 0;
  #headers: AnswerHeaders = {};
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(
    limits: ExchangeLimits,
    resolve: (answer: HttpAnswer) => void,
    reject: (fault: UpstreamFault) => void,
  ) {
    this.#maxBodyBytes = limits.maxBodyBytes;
    this.#signal = limits.signal;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => {
      this.#giveUp(this.#controller === undefined ? 'notSentInTime' : 'timeout');
    }, limits.timeoutMs);
    limits.signal.addEventListener('abort', this.#onAbort, { once: true });
    if (limits.signal.aborted) this.#onAbort();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled) controller.abort(new UpstreamFault('abortedBeforeSending'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBodyBytes) this.#giveUp('tooLarge');
    else if (!this.#settled) this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#settle()) return;
    const [status, headers, retryAfter] = [this.#status, this.#headers, this.#headers[RETRY_AFTER]];
    this.#resolve({
      status,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
      headers,
      text: toText(this.#chunks),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (!this.#settle()) return;
    const symptom = toSymptom(error, this.#controller !== undefined);
    this.#reject(new UpstreamFault(symptom, toReason(symptom, error)));
  }

  #giveUp(symptom: 'timeout' | 'notSentInTime' | 'aborted' | 'abortedBeforeSending' | 'tooLarge'): void {
    if (!this.#settle()) return;
    const fault = new UpstreamFault(symptom);
    this.#chunks = [];
    this.#controller?.abort(fault);
    this.#reject(fault);
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
    return true;
  }
}

/**
 * Returns an empty text, which no parser accepts, if the bytes are not UTF-8. Replacement characters would turn a name
 * into another name.
 */
function toText(chunks: readonly Buffer[]): string {
  try {
    return decodeText(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
  } catch {
    return '';
  }
}
