import { execute, type ExecutionResult, type GraphQLError, type GraphQLSchema } from 'graphql';
import { type GraphqlContext } from './context.js';
import { type HttpGraphqlAnswer, type HttpGraphqlRequest } from './http-graphql.js';
import { type KnownDocument, type KnownDocuments } from './known-documents.js';
import { withCorrelationId } from './plugin/answer.js';
import { type ErrorSink, logErrors } from './plugin/error-log.js';
import { toProblem } from './problem.js';

export interface KnownOperationParts extends ErrorSink {
  readonly schema: GraphQLSchema;
  readonly known: KnownDocuments;
}

/** What is needed to execute a request at once. */
interface Operation extends KnownDocument {
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly operationName: string | undefined;
  readonly mediaType: string;
}

/**
 * Answers a request whose document and Accept header are known, as Apollo would and without asking it: most steps
 * on its way are for requests that are not like that. Undefined where Apollo has to answer: whatever is not plainly
 * well-formed, and whatever turns out, before anything is executed, not to fit the schema.
 */
export async function executeKnown(
  request: HttpGraphqlRequest,
  context: GraphqlContext,
  parts: KnownOperationParts,
): Promise<HttpGraphqlAnswer | undefined> {
  const operation = toOperation(request, parts.known);
  if (operation === undefined) return undefined;
  const { mediaType } = operation;
  const result = await (executePlan(operation, context) ?? executeDocument(operation, context, parts));
  // Without data nothing was executed: variables or the operation's name do not fit.
  if (result.data === undefined) return undefined;
  return { status: 200, text: toText(result, context, parts), headers: { 'content-type': mediaType } };
}

function executePlan(
  { plan, variables, operationName }: Operation,
  context: GraphqlContext,
): Promise<ExecutionResult> | undefined {
  if (plan === undefined || (operationName !== undefined && operationName !== plan.operationName))
    return undefined;
  return plan.execute(variables ?? NONE, context);
}

function executeDocument(
  { document, variables, operationName }: Operation,
  context: GraphqlContext,
  { schema }: KnownOperationParts,
): Promise<ExecutionResult> | ExecutionResult {
  return execute({
    ...{ schema, document, contextValue: context, operationName },
    variableValues: variables,
  });
}

const NONE: Readonly<Record<string, unknown>> = {};

function toOperation(
  { method, headers, body }: HttpGraphqlRequest,
  known: KnownDocuments,
): Operation | undefined {
  if (method !== 'POST' || body === undefined) return undefined;
  const { query, variables, operationName, extensions } = body;
  if (typeof query !== 'string') return undefined;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
    return undefined;
  if (!isObjectOrNothing(variables) || !isObjectOrNothing(extensions)) return undefined;
  if (extensions?.['persistedQuery'] !== undefined) return undefined;
  const mediaType = known.mediaTypeFor(headers.accept ?? '');
  const found = known.find(query);
  if (mediaType === undefined || found === undefined) return undefined;
  return {
    document: found.document,
    plan: found.plan,
    mediaType,
    variables: variables ?? undefined,
    operationName: operationName ?? undefined,
  };
}

function isObjectOrNothing(value: unknown): value is Record<string, unknown> | null | undefined {
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
}

/** Errors first and a line break at the end, as Apollo writes it. */
function toText({ data, errors }: ExecutionResult, context: GraphqlContext, sink: ErrorSink): string {
  if (errors === undefined) return `${JSON.stringify({ data })}\n`;
  const { correlationId } = context;
  logErrors(sink, errors, correlationId);
  const problems = errors.map((error) => toProblem(toFormatted(error), error));
  return `${JSON.stringify({ errors: withCorrelationId(problems, correlationId), data })}\n`;
}

function toFormatted(error: GraphQLError): ReturnType<GraphQLError['toJSON']> {
  const code = error.extensions['code'] ?? 'INTERNAL_SERVER_ERROR';
  return { ...error.toJSON(), extensions: { ...error.extensions, code } };
}
