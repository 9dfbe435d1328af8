/** The wrong answer of a fault. `body` can contain `$REQUEST_ID`, the RequestId of the call. */
export type FaultBehaviour =
  | {
      readonly kind: 'respond';
      readonly status: number;
      readonly body: string;
      readonly contentType?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The documented error body for a code, with all markers of `LEAK_MARKS` that it can contain. */
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly code: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The correct answer in an encoding that the client did not request. */
  | { readonly kind: 'wrap'; readonly as: 'gzip' | 'byte-order-mark' }
  /** The correct answer, `ms` milliseconds late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** No answer, or only the status line and the headers. */
  | { readonly kind: 'hang'; readonly after: 'request' | 'headers' }
  /** An endless body, with one byte every `intervalMs`. */
  | { readonly kind: 'drip'; readonly intervalMs: number }
  /** An endless body, sent as fast as the client reads. */
  | { readonly kind: 'flood' }
  /** An end of the connection with RST (`reset`) or FIN (`close`). */
  | {
      readonly kind: 'sever';
      readonly how: 'reset' | 'close';
      readonly when: 'before-answer' | 'during-body';
    }
  /** Any bytes on the socket, which need not be HTTP. Then the connection is closed. */
  | { readonly kind: 'raw'; readonly bytes: string };

/** One named fault. */
export interface FaultRow {
  /** What the client receives, and whether the call takes effect. */
  readonly says: string;
  readonly behaviour: FaultBehaviour;
  /** Whether the operation takes effect although its answer is wrong. Default: false. */
  readonly applies?: boolean;
}

/** The details of a fault that an injection can change. Unused fields are ignored. */
export interface FaultParams {
  /** HTTP status, 200 to 999. */
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly contentType?: string | undefined;
  readonly body?: string | undefined;
  readonly ms?: number | undefined;
  readonly intervalMs?: number | undefined;
  /** Sets x-acs-retry-after, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly applies?: boolean | undefined;
}

/** Returns the behaviour of the row with the changes of the injection. */
export function toBehaviour(row: FaultRow, params: FaultParams): FaultBehaviour {
  const { behaviour } = row;
  switch (behaviour.kind) {
    case 'respond':
      return {
        ...behaviour,
        ...(params.contentType !== undefined && { contentType: params.contentType }),
        status: params.status ?? behaviour.status,
        body: params.body ?? behaviour.body,
        headers: toHeaders(behaviour.headers, params),
      };
    case 'refuse':
      return {
        ...behaviour,
        status: params.status ?? behaviour.status,
        code: params.code ?? behaviour.code,
        headers: toHeaders(behaviour.headers, params),
      };
    case 'delay':
      return { ...behaviour, ms: params.ms ?? behaviour.ms };
    case 'drip':
      return { ...behaviour, intervalMs: params.intervalMs ?? behaviour.intervalMs };
    case 'raw':
      return { ...behaviour, bytes: params.body ?? behaviour.bytes };
    default:
      return behaviour;
  }
}

function toHeaders(
  headers: Readonly<Record<string, string>> | undefined,
  params: FaultParams,
): Readonly<Record<string, string>> {
  return {
    ...headers,
    ...params.headers,
    ...(params.retryAfterMs !== undefined && { 'x-acs-retry-after': String(params.retryAfterMs) }),
  };
}
