import { createClient } from 'graphql-sse';
import { maskUrl } from '../config/mask-url.js';
import { codeOf } from '../stream/thrown.js';
import { CommandFailed, type Message } from './command-failed.js';
import { readDocument } from './documents.js';
import { type AnswerError, toFailure } from './gateway-error.js';

/** The address of the gateway and the credentials of the caller. */
export interface GatewayAccess {
  /** Default http://127.0.0.1:4000/graphql. */
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
   * Requests an operation of schema/operations by its name, and returns the value of its field.
   * @throws CommandFailed for an error of the gateway, Unanswered without a whole answer
   */
  ask<T>(document: string, variables: object, patience?: Patience): Promise<T>;
  /** Follows a subscription. @throws as `ask` */
  follow<T>(document: string, variables: Record<string, unknown>, signal: AbortSignal): AsyncIterable<T>;
}

/** No gateway answered, or its answer is not whole. Another try may get one. */
export class Unanswered extends CommandFailed {
  /** Whether the gateway may have got the request. */
  readonly mayHaveBeenSent: boolean;

  constructor(message: Message, mayHaveBeenSent: boolean) {
    super(1, message);
    this.mayHaveBeenSent = mayHaveBeenSent;
  }

  /** The failure of an action that may have been done all the same. */
  asUnknown(): CommandFailed {
    return new CommandFailed(3, (text) => `${this.in(text)}\n${text.gateway.mayBeDone}`);
  }
}

const unreachable = (endpoint: string, mayHaveBeenSent: boolean): Unanswered =>
  new Unanswered((text) => text.gateway.unreachable(maskUrl(endpoint)), mayHaveBeenSent);

/** What answers is no gateway, or not the whole answer has arrived. */
export const incomplete = (): Unanswered => new Unanswered((text) => text.gateway.incomplete, true);

/**
 * Sends a mutation, and returns its payload.
 * @param isWhole whether the payload has what shows that the mutation was done
 * @throws CommandFailed for an error of the gateway, Unanswered without a whole answer
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

/** The payload of a mutation. Without a whole answer it is not known whether it was done: exit code 3. */
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

/** Longer than a gateway takes for an answer, with its retries. */
const TIMEOUT_MS = 120_000;
const TOO_LARGE = 413;
const SERVER_FAULT = 500;
/** The message of fetch about a port that it opens no connection to (Fetch Standard, port blocking). */
const FORBIDDEN_PORT = 'bad port';
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** @throws CommandFailed for an endpoint that is no address */
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
      // A proxy writes such a page of its own when it has lost the gateway.
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

/** There was no connection: codes of the system, which fetch has as the cause. */
function isNotSent(thrown: unknown): boolean {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return NOT_SENT.has(codeOf(cause) ?? '') || (cause instanceof Error && cause.message === FORBIDDEN_PORT);
}

/** Undefined for what is no answer of GraphQL, such as a page in HTML. */
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
 * The address of a gateway’s API. An address without a path gets its path.
 * @throws CommandFailed for what is no address
 */
export function parseEndpoint(text = 'http://127.0.0.1:4000/graphql'): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new CommandFailed(2, (text) => text.wrongUse.endpoint);
  if (url.pathname === '/') url.pathname = '/graphql';
  return url.href;
}
