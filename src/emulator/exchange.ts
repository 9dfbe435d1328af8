import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type RecordedCall } from './call-record.js';
import { type Refusal, toErrorBody } from './refusal.js';
import { type ResultFields } from './operations/operation.js';

const JSON_TYPE = 'application/json;charset=utf-8';

export interface AnswerParts {
  readonly status: number;
  readonly body: string | Buffer;
  readonly contentType?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** One call that is processed: its request, its response and its record. */
export class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly record: RecordedCall;
  readonly requestId: string;
  /** True if the emulator ends the connection. The call is then not recorded as aborted. */
  severed = false;

  constructor(request: IncomingMessage, response: ServerResponse, record: RecordedCall) {
    this.request = request;
    this.response = response;
    this.record = record;
    this.requestId = record.requestId;
    response.once('close', () => {
      if (!response.writableFinished && !this.severed) record.aborted = true;
    });
  }

  succeed(fields: ResultFields, latencyMs: number): void {
    this.record.answer = { status: 200, requestId: this.requestId };
    this.#after(latencyMs, { status: 200, body: this.toBody(fields) });
  }

  refuse(refusal: Refusal, latencyMs: number): void {
    const { status, code, message } = refusal;
    this.record.answer = { status, code, requestId: this.requestId };
    this.#after(latencyMs, { status, body: toErrorBody({ code, message, requestId: this.requestId }) });
  }

  /** Returns the body of a success. */
  toBody(fields: ResultFields): string {
    return JSON.stringify({ RequestId: this.requestId, ...fields });
  }

  /** Writes the status line and the headers. Without `body` there is no Content-Length. */
  writeHead({
    status,
    body,
    contentType = JSON_TYPE,
    headers,
  }: Omit<AnswerParts, 'body'> & { body?: string | Buffer }): void {
    const { response } = this;
    response.writeHead(status, {
      'content-type': contentType,
      // Set here because Node would add a Keep-Alive header, which the service does not send.
      connection: response.shouldKeepAlive ? 'keep-alive' : 'close',
      'x-acs-request-id': this.requestId,
      ...(body !== undefined && status !== 204 && { 'content-length': Buffer.byteLength(body) }),
      ...headers,
    });
  }

  send(parts: AnswerParts): void {
    if (this.response.destroyed) return;
    this.writeHead(parts);
    this.response.end(parts.body);
  }

  #after(latencyMs: number, parts: AnswerParts): void {
    if (latencyMs <= 0) this.send(parts);
    else
      setTimeout(() => {
        this.send(parts);
      }, latencyMs).unref();
  }
}
