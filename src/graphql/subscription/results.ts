import { type ExecutionResult, type FormattedExecutionResult, GraphQLError } from 'graphql';
import { type GraphqlContext } from '../context.js';
import { withCorrelationId } from '../plugin/response.js';
import { type ErrorSink, logErrors } from '../plugin/error-log.js';
import { formatGraphqlError } from '../errors.js';
import { takeEventPoints } from './event-points.js';

/** What a subscription gives, as it leaves. Never throws: a source that breaks ends with its error. */
export type Results = AsyncGenerator<FormattedExecutionResult, undefined, undefined>;

export interface ResultOptions {
  /** Executes the operation on an event of the source. */
  readonly execute: (told: unknown) => ExecutionResult | Promise<ExecutionResult>;
  /** Where the source belongs to, for the path of the error that it may end with. */
  readonly field: string;
  /** Read points that each event takes. The first one was paid for when the subscription was admitted. */
  readonly points: number;
  readonly context: GraphqlContext;
  readonly sink: ErrorSink;
}

export async function* toResults(
  source: AsyncIterable<unknown>,
  { execute, field, points, context, sink }: ResultOptions,
): Results {
  let isPaid = true;
  try {
    for await (const told of source) {
      if (!isPaid && !(await takeEventPoints(context, points))) return undefined;
      isPaid = false;
      yield toFormattedResult(await execute(told), context, sink);
    }
  } catch (thrown) {
    const originalError = thrown instanceof Error ? thrown : new Error('not an error');
    const error = new GraphQLError(originalError.message, { path: [field], originalError });
    yield toFormattedResult({ errors: [error] }, context, sink);
  }
  return undefined;
}

/** A result as a client may see it: the same error codes as in any other answer, everything else masked. */
export function toFormattedResult(
  { data, errors }: ExecutionResult,
  context: GraphqlContext,
  sink: ErrorSink,
): FormattedExecutionResult {
  if (errors === undefined) return { data: data ?? null };
  logErrors(sink, errors, context.correlationId);
  const problems = errors.map((error) => formatGraphqlError(toFormatted(error), error));
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
