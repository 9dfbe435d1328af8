import { connect } from 'node:net';

/** The answer that a client received. The status is 0 if the connection was closed without an answer. */
export interface Got {
  readonly status: number;
  /** `extensions.code` of the first error, or empty. */
  readonly code: string;
  /** The whole answer, including headers. */
  readonly text: string;
}

/** A target that receives raw bytes, so that no library corrects a request. */
export interface Target {
  readonly port: number;
  /** The token of a caller that may resume on push.example.com, app `live`. */
  readonly token: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  /** Replaces Host, Content-Type, Content-Length, Authorization and Connection: close. Undefined omits a header. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string;
}

/** A correct request, with the given changes. */
export function toBytes({ port, token }: Target, request: RawRequest): string {
  const { method = 'POST', path = '/graphql', headers = {}, body = '' } = request;
  const all: NonNullable<RawRequest['headers']> = {
    host: `127.0.0.1:${port}`,
    connection: 'close',
    accept: 'application/graphql-response+json',
    authorization: `Bearer ${token}`,
    ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => {
    const values: readonly string[] = typeof value === 'string' ? [value] : (value ?? []);
    return values.map((one) => `${name}: ${one}\r\n`);
  });
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

const LEFT_OPEN_MS = 5_000;

/**
 * Writes bytes and reads until the gateway closes the connection. Bytes that are sent after that are lost on purpose.
 */
export function exchange(port: number, bytes: string, encoding: BufferEncoding = 'utf8'): Promise<Got> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes, encoding);
    });
    // A connection that the gateway leaves open then fails the test instead of blocking it.
    socket.setTimeout(LEFT_OPEN_MS, () => {
      text = 'left open';
      socket.destroy();
    });
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (text += chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(toGot(text));
    });
  });
}

export function send(target: Target, request: RawRequest): Promise<Got> {
  return exchange(target.port, toBytes(target, request));
}

export function ask(
  target: Target,
  query: string,
  variables?: unknown,
  headers: RawRequest['headers'] = {},
): Promise<Got> {
  return send(target, { body: JSON.stringify({ query, variables }), headers });
}

function toGot(text: string): Got {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
  const code = /"code":"(\w+)"/.exec(text)?.[1] ?? '';
  return { status, code, text };
}
