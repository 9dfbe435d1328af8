import { type ExecutionResult, type FormattedExecutionResult, GraphQLError } from 'graphql';
import { type GraphqlContext } from '../context.js';
import { withCorrelationId } from '../plugin/response.js';
import { type ErrorSink, logErrors } from '../plugin/error-log.js';
import { formatGraphqlError } from '../errors.js';
import { takeEventPoints } from './event-points.js';

/**
 * The formatted results of a subscription. The generator never throws: if the source fails, the last result has
 * its error.
 */
export type Results = AsyncGenerator<FormattedExecutionResult, undefined, undefined>;

export interface ResultOptions {
  /** Executes the operation for one event of the source. */
  readonly execute: (told: unknown) => ExecutionResult | Promise<ExecutionResult>;
  /** The field of the source, for the path of an error of the source. */
  readonly field: string;
  /**
   * The read points that each event takes. The points of the first event were taken when the subscription was
   * admitted.
   */
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

/**
 * Formats a result for the client. The error codes are the same as in other answers; all other details are
 * masked.
 */
export function toFormattedResult(
  { data, errors }: ExecutionResult,
  context: GraphqlContext,
  sink: ErrorSink,
): FormattedExecutionResult {
  if (errors === undefined) return { data: data ?? null };
  logErrors(sink, errors, context.correlationId);
  const problems = errors.map((error) => formatGraphqlError(error.toJSON(), error));
  return {
    errors: withCorrelationId(problems, context.correlationId),
    ...(data !== undefined && { data }),
  };
}
