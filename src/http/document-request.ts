import { type DocumentGate, type DocumentKind } from '../graphql/documents/document-gate.js';
import { DocumentRefused } from '../graphql/documents/document-refused.js';
import { isLegacyClient } from '../graphql/plugin/response.js';
import { type DocumentReference, type TrustedDocuments } from '../graphql/documents/trusted-documents.js';
import { checkJson, parseJson } from './json.js';
import { Refusal } from './refusal.js';

/** A GraphQL request as received: in the body of a POST, or in the URL of a GET. */
export interface GraphqlRequest {
  /** The query string with its `?`, or an empty string. */
  readonly search: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** The Accept header, if the status of an error depends on it. */
  readonly accept?: string | undefined;
}

export interface DocumentRules {
  readonly gate: DocumentGate;
  /** The trusted documents. If they are set, no other document is executed. */
  readonly trusted?: TrustedDocuments | undefined;
}

/**
 * Admits a request if its document may be executed. With trusted documents, it adds the text of the document.
 *
 * @returns the request to continue with, and the kind of its document
 * @throws Refusal 400, also for JSON in the URL that is nested too deep; or 200 for REQUEST_TOO_COMPLEX if the
 *   client reads no other status
 */
export function admitDocument(
  received: GraphqlRequest,
  { gate, trusted }: DocumentRules,
): { request: GraphqlRequest; kind: DocumentKind } {
  const request = withoutEmptyName(received);
  if (request.body === undefined) checkParameters(request.search);
  try {
    if (trusted !== undefined) {
      const text = trusted.find(toReference(request));
      return { request: withDocument(request, text), kind: gate.admit(text) };
    }
    const { text } = toReference(request);
    return { request, kind: text === undefined ? NOTHING : gate.admit(text) };
  } catch (thrown) {
    if (thrown instanceof DocumentRefused)
      throw new Refusal(statusOf(thrown, request), thrown.message, { code: thrown.code });
    throw thrown;
  }
}

/** Removes an empty `operationName`, which counts as absent. */
function withoutEmptyName(request: GraphqlRequest): GraphqlRequest {
  const { search, body } = request;
  if (body?.['operationName'] === '') return { ...request, body: { ...body, operationName: null } };
  return body === undefined ? { ...request, search: search.replace(EMPTY_NAME, '') } : request;
}

const EMPTY_NAME = /(?<=[?&])operationName=(?:&|$)/;

function statusOf({ code }: DocumentRefused, { accept }: GraphqlRequest): number {
  return code === 'REQUEST_TOO_COMPLEX' && accept !== undefined && isLegacyClient(accept) ? 200 : 400;
}

/** The parameters of a GET request that contain JSON. Apollo parses them. */
const JSON_PARAMETERS = ['variables', 'extensions'];

/**
 * Checks the JSON in a URL by the limits of other JSON.
 * @throws Refusal 400
 */
function checkParameters(search: string): void {
  if (search === '') return;
  const parameters = new URLSearchParams(search);
  for (const name of JSON_PARAMETERS)
    for (const text of parameters.getAll(name)) checkJson(text, `\`${name}\``);
}

const NOTHING: DocumentKind = { actions: 0, subscriptions: 0 };

function toReference({ search, body }: GraphqlRequest): DocumentReference {
  if (body !== undefined)
    return { id: asText(body['documentId']) ?? hashIn(body['extensions']), text: asText(body['query']) };
  const parameters = new URLSearchParams(search);
  return {
    id: asText(parameters.get('documentId')) ?? hashIn(parse(parameters.get('extensions'))),
    text: asText(parameters.get('query')),
  };
}

function withDocument({ search, body, accept }: GraphqlRequest, text: string): GraphqlRequest {
  if (body !== undefined) {
    const { variables, operationName } = body;
    const others = {
      ...(variables !== undefined && { variables }),
      ...(operationName !== undefined && { operationName }),
    };
    return { search, body: { query: text, ...others }, accept };
  }
  const parameters = new URLSearchParams(search);
  parameters.set('query', text);
  parameters.delete('documentId');
  parameters.delete('extensions');
  return { search: `?${parameters}`, body, accept };
}

/** Returns the hash of a persisted query of Apollo, `{ persistedQuery: { sha256Hash } }`. */
function hashIn(extensions: unknown): string | undefined {
  return asText(member(member(extensions, 'persistedQuery'), 'sha256Hash'));
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Parses JSON. Invalid JSON is not a reference; Apollo reports the fault. */
function parse(text: string | null): unknown {
  try {
    return text === null ? undefined : parseJson(text, '`extensions`');
  } catch {
    return undefined;
  }
}
