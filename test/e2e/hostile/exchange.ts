import { connect } from 'node:net';

/** What a client got: a status, 0 where the connection was closed without an answer. */
export interface Got {
  readonly status: number;
  /** `extensions.code` of the first error, or empty. */
  readonly code: string;
  /** The whole answer, headers too. */
  readonly text: string;
}

/** A target that is spoken to byte by byte, so that nothing is put right on the way. */
export interface Target {
  readonly port: number;
  /** The token of somebody who may resume on push.example.com, app `live`. */
  readonly token: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  /** Over Host, Content-Type, Content-Length, Authorization and Connection: close; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string;
}

/** A request as a careful client would write it, but for what is said otherwise. */
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

/** Writes bytes and reads until the gateway closes. What is sent after the gateway has hung up is lost on purpose. */
export function exchange(port: number, bytes: string, encoding: BufferEncoding = 'utf8'): Promise<Got> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes, encoding);
    });
    // So that a connection which the gateway leaves open fails a test and does not keep it from ending.
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
