import { type DocumentGate } from '../graphql/limit/document-gate.js';
import { DocumentRefused } from '../graphql/limit/document-refused.js';
import { type DocumentReference, type TrustedDocuments } from '../graphql/trusted/trusted-documents.js';
import { Refusal } from './refusal.js';

/** What GraphQL is asked, as it came: in the body of a POST, in the address of a GET. */
export interface GraphqlRequest {
  /** With its `?`, or empty. */
  readonly search: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

export interface DocumentRules {
  readonly gate: DocumentGate;
  /** Where it is given, nothing else is answered. */
  readonly trusted?: TrustedDocuments | undefined;
}

/**
 * Lets a request pass whose document may be answered; with trusted documents the document's text is put in.
 *
 * @returns the request to go on with, and how many actions its document holds
 * @throws Refusal 400
 */
export function admitDocument(
  request: GraphqlRequest,
  { gate, trusted }: DocumentRules,
): { request: GraphqlRequest; actions: number } {
  try {
    if (trusted !== undefined) {
      const text = trusted.find(toReference(request));
      return { request: withDocument(request, text), actions: gate.admit(text) };
    }
    const { text } = toReference(request);
    return { request, actions: text === undefined ? 0 : gate.admit(text) };
  } catch (thrown) {
    if (thrown instanceof DocumentRefused) throw new Refusal(400, thrown.message, { code: thrown.code });
    throw thrown;
  }
}

function toReference({ search, body }: GraphqlRequest): DocumentReference {
  if (body !== undefined)
    return { id: asText(body['documentId']) ?? hashIn(body['extensions']), text: asText(body['query']) };
  const parameters = new URLSearchParams(search);
  return {
    id: asText(parameters.get('documentId')) ?? hashIn(parse(parameters.get('extensions'))),
    text: asText(parameters.get('query')),
  };
}

function withDocument({ search, body }: GraphqlRequest, text: string): GraphqlRequest {
  if (body !== undefined) {
    const { variables, operationName } = body;
    const others = {
      ...(variables !== undefined && { variables }),
      ...(operationName !== undefined && { operationName }),
    };
    return { search, body: { query: text, ...others } };
  }
  const parameters = new URLSearchParams(search);
  parameters.set('query', text);
  parameters.delete('documentId');
  parameters.delete('extensions');
  return { search: `?${parameters}`, body };
}

/** The hash of Apollo's persisted queries, `{ persistedQuery: { sha256Hash } }`. */
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

function parse(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
