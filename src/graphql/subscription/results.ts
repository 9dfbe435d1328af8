import { type ExecutionResult, type FormattedExecutionResult, GraphQLError } from 'graphql';
import { type GraphqlContext } from '../context.js';
import { withCorrelationId } from '../plugin/response.js';
import { type ErrorSink, logErrors } from '../plugin/error-log.js';
import { toProblem } from '../problem.js';

/** What a subscription gives, as it leaves. Never throws: a source that breaks ends with its error. */
export type Results = AsyncGenerator<FormattedExecutionResult, undefined, undefined>;

export interface ResultOptions {
  /** Executes the operation on what the source told. */
  readonly execute: (told: unknown) => ExecutionResult | Promise<ExecutionResult>;
  /** Where the source belongs to, for the path of the error that it may end with. */
  readonly field: string;
  readonly context: GraphqlContext;
  readonly sink: ErrorSink;
}

export async function* toResults(
  source: AsyncIterable<unknown>,
  { execute, field, context, sink }: ResultOptions,
): Results {
  try {
    for await (const told of source) yield toFormattedResult(await execute(told), context, sink);
  } catch (thrown) {
    const originalError = thrown instanceof Error ? thrown : new Error('not an error');
    const error = new GraphQLError(originalError.message, { path: [field], originalError });
    yield toFormattedResult({ errors: [error] }, context, sink);
  }
}

/** A result as a client may see it: the same error codes as in any other answer, everything else masked. */
export function toFormattedResult(
  { data, errors }: ExecutionResult,
  context: GraphqlContext,
  sink: ErrorSink,
): FormattedExecutionResult {
  if (errors === undefined) return { data: data ?? null };
  logErrors(sink, errors, context.correlationId);
  const problems = errors.map((error) => toProblem(toFormatted(error), error));
  return {
    errors: withCorrelationId(problems, context.correlationId),
    ...(data !== undefined && { data }),
  };
}

/** An error that got as far as no field is one of the variables: all else is found out earlier. */
function toFormatted(error: GraphQLError): ReturnType<GraphQLError['toJSON']> {
  const isCoercion = error.path === undefined && error.originalError === undefined;
  const code = isCoercion ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR';
  return { ...error.toJSON(), extensions: { code, ...error.extensions } };
}
