/** Codes of GraphQL over HTTP itself: the request never reaches a resolver, and nothing was sent. */
export interface ProtocolRow {
  readonly code: string;
  /** HTTP status for clients that accept only application/json, and for those that know GraphQL's own media type. */
  readonly status: readonly [legacy: string, modern: string];
  readonly when: string;
  readonly todo: string;
}

const row = (
  code: string,
  status: readonly [legacy: string, modern: string],
  when: string,
  todo: string,
): ProtocolRow => ({ code, status, when, todo });

export const PROTOCOL_ROWS: readonly ProtocolRow[] = [
  row(
    'GRAPHQL_PARSE_FAILED',
    ['200', '400'],
    'The document is no GraphQL.',
    'Correct the document; typed documents cannot meet this.',
  ),
  row(
    'GRAPHQL_VALIDATION_FAILED',
    ['200', '400'],
    'The document does not fit the schema: an unknown field, a missing argument, a literal of the wrong type.',
    'Compare it with `schema/api.graphql`, and generate the client anew.',
  ),
  row(
    'REQUEST_TOO_COMPLEX',
    ['200', '400'],
    'The document is too long or too deep, holds too many fields, aliases or mutations, or may return more entries or ' +
      'values than one request may. `message` names the limit. Nothing was executed.',
    'Send several smaller documents, ask for smaller pages, and send no more than ten mutations in one document.',
  ),
  row(
    'OPERATION_RESOLUTION_FAILURE',
    ['400', '400'],
    'The document holds several operations and `operationName` picks none of them.',
    'Send `operationName`, or one operation a document.',
  ),
  row(
    'PERSISTED_QUERY_NOT_FOUND',
    ['400', '400'],
    'TRUSTED_DOCUMENTS is set, and its manifest knows no document of this hash.',
    'Give the operator the manifest that was generated with your client.',
  ),
  row(
    'PERSISTED_QUERY_NOT_SUPPORTED',
    ['200', '200'],
    'The request names its document by a hash (automatic persisted queries), which is not offered.',
    'Send the document itself. Clients with automatic persisted queries do so on this code by themselves.',
  ),
  row(
    'BAD_REQUEST',
    ['4xx', '4xx'],
    'The HTTP request is refused: no JSON object in UTF-8, or one that nests too deep (400), a batch (400), a ' +
      'query of the address that is not percent-encoded UTF-8 (400), a GET that a ' +
      'foreign page could make (400), a subscription as an ordinary request (400), a preflight, an event stream by GET or ' +
      'a WebSocket from a page of another origin (403), another method than POST or GET (405), an Accept header without ' +
      'JSON (406), a body over 1 MiB (413), another content type (415), another host than the gateway’s (421). With ' +
      'TRUSTED_DOCUMENTS also a document that its manifest does not hold (400).',
    'POST one operation as `application/json` in UTF-8; ask for a subscription as an event stream or over WebSocket.',
  ),
];
