import { createClient } from 'graphql-sse';
import { maskUrl } from '../config/mask-url.js';
import { codeOf } from '../stream/thrown.js';
import { CommandFailed, type Message } from './command-failed.js';
import { readDocument } from './documents.js';
import { type AnswerError, toFailure } from './gateway-error.js';

/** The address of the gateway and the credentials of the caller. */
export interface GatewayAccess {
  /** Default: http://127.0.0.1:4000/graphql. */
  readonly endpoint?: string | undefined;
  readonly token?: string | undefined;
}

/** How long a request waits for its answer. */
export interface Patience {
  /** Default: two minutes. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface GatewayClient {
  /**
   * Sends an operation of schema/operations, which is found by its name, and returns the value of its field.
   * @throws CommandFailed for an error of the gateway, Unanswered if no complete answer arrives
   */
  ask<T>(document: string, variables: object, patience?: Patience): Promise<T>;
  /** Yields the events of a subscription. @throws the same errors as `ask` */
  follow<T>(document: string, variables: Record<string, unknown>, signal: AbortSignal): AsyncIterable<T>;
}

/** No gateway answered, or its answer is incomplete. Another try may succeed. */
export class Unanswered extends CommandFailed {
  /** Whether the gateway may have received the request. */
  readonly mayHaveBeenSent: boolean;

  constructor(message: Message, mayHaveBeenSent: boolean) {
    super(1, message);
    this.mayHaveBeenSent = mayHaveBeenSent;
  }

  /** The failure of an action that may have taken effect. */
  asUnknown(): CommandFailed {
    return new CommandFailed(3, (text) => `${this.in(text)}\n${text.gateway.mayBeDone}`);
  }
}

const unreachable = (endpoint: string, mayHaveBeenSent: boolean): Unanswered =>
  new Unanswered((text) => text.gateway.unreachable(maskUrl(endpoint)), mayHaveBeenSent);

/** The server is not a gateway, or its answer is incomplete. */
export const incomplete = (): Unanswered => new Unanswered((text) => text.gateway.incomplete, true);

/**
 * Sends a mutation, and returns its payload.
 * @param isWhole whether the payload proves that the mutation was executed
 * @throws CommandFailed for an error of the gateway, Unanswered if no complete answer arrives
 */
export async function send<T extends object>(
  client: GatewayClient,
  mutation: string,
  input: object,
  isWhole: (payload: Partial<T>) => boolean,
): Promise<T> {
  const payload = await client.ask<Partial<T> | null>(mutation, { input });
  if (payload === null || !isWhole(payload)) throw incomplete();
  return payload as T;
}

/** Returns the payload of a mutation. Without a complete answer the result is unknown, and the exit code is 3. */
export async function orUnknown<T>(payload: Promise<T>): Promise<T> {
  try {
    return await payload;
  } catch (thrown) {
    if (!(thrown instanceof Unanswered) || !thrown.mayHaveBeenSent) throw thrown;
    throw thrown.asUnknown();
  }
}

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly AnswerError[];
}

/** Longer than the slowest answer of a gateway, which includes retries. */
const TIMEOUT_MS = 120_000;
const TOO_LARGE = 413;
const SERVER_FAULT = 500;
/** The message of fetch for a blocked port (Fetch Standard, port blocking). */
const FORBIDDEN_PORT = 'bad port';
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** @throws CommandFailed if the endpoint is not a URL */
export function createGatewayClient({ endpoint, token }: GatewayAccess): GatewayClient {
  const url = parseEndpoint(endpoint);
  const headers = { ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  return {
    async ask<T>(document: string, variables: object, { timeoutMs = TIMEOUT_MS, signal }: Patience = {}) {
      const { query, field } = readDocument(document);
      const body = JSON.stringify({ query, variables });
      let text: string;
      let status: number;
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body,
          signal: AbortSignal.any([
            AbortSignal.timeout(timeoutMs),
            ...(signal === undefined ? [] : [signal]),
          ]),
        });
        status = response.status;
        text = await response.text();
      } catch (thrown) {
        throw unreachable(url, !isNotSent(thrown));
      }
      if (status === TOO_LARGE) throw new CommandFailed(2, (text) => text.gateway.tooLarge);
      const answer = parseAnswer(text);
      // A proxy sends such a page if it cannot reach the gateway.
      if (answer === undefined && status >= SERVER_FAULT) throw unreachable(url, true);
      return valueOf(answer, field, url) as T;
    },
    async *follow<T>(document: string, variables: Record<string, unknown>, signal: AbortSignal) {
      const { query, field } = readDocument(document);
      const client = createClient({ url, headers, retryAttempts: 0 });
      signal.addEventListener('abort', client.dispose);
      try {
        for await (const answer of client.iterate({ query, variables }))
          yield valueOf(answer as Answer, field, url) as T;
      } catch (thrown) {
        throw thrown instanceof CommandFailed ? thrown : unreachable(url, true);
      } finally {
        signal.removeEventListener('abort', client.dispose);
        client.dispose();
      }
    },
  };
}

/** Error codes of the operating system for a failed connection. fetch reports them as the cause. */
function isNotSent(thrown: unknown): boolean {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return NOT_SENT.has(codeOf(cause) ?? '') || (cause instanceof Error && cause.message === FORBIDDEN_PORT);
}

/** Returns undefined if the text is not a GraphQL response, for example an HTML page. */
function parseAnswer(text: string): Answer | undefined {
  try {
    const answer = (JSON.parse(text) as Answer | null) ?? undefined;
    const [error]: readonly unknown[] = answer?.errors ?? [];
    const hasErrors = typeof error === 'object' && error !== null && 'message' in error;
    const { data } = answer ?? {};
    const hasData = typeof data === 'object' && data !== null && Object.keys(data).length > 0;
    return hasErrors || hasData ? answer : undefined;
  } catch {
    return undefined;
  }
}

function valueOf({ data, errors }: Answer = {}, field: string, url: string): unknown {
  const [error] = errors ?? [];
  if (error !== undefined) throw toFailure(error);
  if (data === undefined || data === null)
    throw new CommandFailed(1, (text) => text.gateway.noGateway(maskUrl(url)));
  const value = data[field];
  if (value === undefined) throw incomplete();
  return value;
}

/**
 * Returns the URL of the API of a gateway. It adds the path if the URL has none.
 * @throws CommandFailed if the text is not a URL
 */
export function parseEndpoint(text = 'http://127.0.0.1:4000/graphql'): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new CommandFailed(2, (text) => text.wrongUse.endpoint);
  if (url.pathname === '/') url.pathname = '/graphql';
  return url.href;
}
