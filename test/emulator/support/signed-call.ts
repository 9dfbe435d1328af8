import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { OpenApiUtil } from '@alicloud/openapi-core';
import { DEMO_ACCOUNT } from '../../../src/emulator/demo-world.js';

export interface CallOptions {
  readonly method?: string;
  readonly body?: string;
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  /** Added before signing. The value undefined removes a header. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Changed after signing. The value undefined removes a header. */
  readonly unsigned?: Readonly<Record<string, string | undefined>>;
  /** The query as sent, if it is not the signed query. */
  readonly rawQuery?: string;
  readonly path?: string;
  /** Milliseconds since the Unix epoch. */
  readonly date?: number;
  readonly signal?: AbortSignal;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The parsed body; empty if it is not a JSON object. */
  readonly json: Readonly<Record<string, unknown>>;
}

type Query = Readonly<Record<string, string>>;

function defined(record: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(record).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}

function toQuery(query: Query): string {
  return Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

/** Returns the headers of a call. A library of Alibaba Cloud makes the signature. */
export function signedHeaders(endpoint: string, action: string, query: Query, options: CallOptions = {}) {
  const { method = 'POST', body = '', accessKeyId = DEMO_ACCOUNT.accessKeyId } = options;
  const { accessKeySecret = DEMO_ACCOUNT.accessKeySecret, date = Date.now(), headers, unsigned } = options;
  const sha256 = createHash('sha256').update(body).digest('hex');
  const signed = defined({
    host: endpoint,
    accept: 'application/json',
    'x-acs-action': action,
    'x-acs-version': '2016-11-01',
    'x-acs-date': new Date(date).toISOString().replace(/\.\d+Z$/, 'Z'),
    'x-acs-signature-nonce': randomBytes(16).toString('hex'),
    'x-acs-content-sha256': sha256,
    ...headers,
  });
  const pathname = options.path ?? '/';
  const authorization = OpenApiUtil.getAuthorization(
    // The library reads only these four fields of a request.
    { method, pathname, query, headers: signed } as unknown as Parameters<
      typeof OpenApiUtil.getAuthorization
    >[0],
    'ACS3-HMAC-SHA256',
    sha256,
    accessKeyId,
    accessKeySecret,
  );
  return defined({ ...signed, authorization, ...unsigned });
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return { ...(JSON.parse(text) as object) };
  } catch {
    return {};
  }
}

/** Sends one signed call over a new connection. */
export function call(
  endpoint: string,
  action: string,
  query: Query,
  options: CallOptions = {},
): Promise<WireAnswer> {
  const headers = signedHeaders(endpoint, action, query, options);
  const target = `${options.path ?? '/'}?${options.rawQuery ?? toQuery(query)}`;
  const url = new URL(`http://${endpoint}`);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: url.hostname,
        port: url.port,
        path: target,
        method: options.method ?? 'POST',
        headers,
        agent: false,
        ...(options.signal && { signal: options.signal }),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const { statusCode: status = 0, headers: answered } = incoming;
          resolve({ status, headers: answered, text, json: parseObject(text) });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(options.body);
  });
}
