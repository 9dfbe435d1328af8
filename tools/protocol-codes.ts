/** A code of GraphQL over HTTP: the request does not reach a resolver, and nothing is sent. */
export interface ProtocolRow {
  readonly code: string;
  /**
   * The HTTP status for clients that accept only application/json, and for clients that accept
   * application/graphql-response+json.
   */
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
    'The document is not valid GraphQL.',
    'Correct the document. A document from which a code generator has made types cannot cause this error.',
  ),
  row(
    'GRAPHQL_VALIDATION_FAILED',
    ['200', '400'],
    'The document does not fit the schema: an unknown field, a missing argument, a literal of the wrong type.',
    'Compare the document with `schema/api.graphql`, and generate the client again.',
  ),
  row(
    'REQUEST_TOO_COMPLEX',
    ['200', '400'],
    'The document is too long or too deep, or has too many fields, aliases or mutations. Or it can return more entries ' +
      'or values than one request may. `message` names the limit. Nothing was executed.',
    'Send several smaller documents, request smaller pages, and send no more than ten mutations in one document.',
  ),
  row(
    'OPERATION_RESOLUTION_FAILURE',
    ['400', '400'],
    'The document has several operations, and `operationName` selects none of them.',
    'Send `operationName`, or one operation in each document.',
  ),
  row(
    'PERSISTED_QUERY_NOT_FOUND',
    ['400', '400'],
    'TRUSTED_DOCUMENTS is set, and its manifest has no document with this hash.',
    'Give the operator the manifest that was generated with your client.',
  ),
  row(
    'PERSISTED_QUERY_NOT_SUPPORTED',
    ['200', '200'],
    'The request names its document by a hash (automatic persisted queries), which the gateway does not support.',
    'Send the document itself. Clients with automatic persisted queries do so when they get this code.',
  ),
  row(
    'BAD_REQUEST',
    ['4xx', '4xx'],
    'The HTTP request is refused. Status 400: the body is not a JSON object in UTF-8, or it nests too deeply, or it is a ' +
      'batch. Also status 400: the query of the address is not percent-encoded UTF-8, or a page of another site could ' +
      'send the same GET. Also status 400: a subscription comes as an ordinary request, or TRUSTED_DOCUMENTS does not have the document. ' +
      'Status 403: a preflight, an event stream by GET or a WebSocket comes from a page of another origin. Status 405: ' +
      'the method is not POST or GET. Status 406: the Accept header has no JSON. Status 413: the body is over 1 MiB. ' +
      'Status 415: the content type is not JSON. Status 421: the host is not that of the gateway.',
    'POST one operation as `application/json` in UTF-8. Request a subscription as an event stream or over WebSocket.',
  ),
];
