import { type GraphQLError } from 'graphql';
import { StreamError } from '../../stream/errors.js';
import { type Logger } from '../../telemetry/logger.js';
import { causeOf } from '../errors.js';

/**
 * The largest number of log lines for one request. A request for thousands of entities must not log thousands of
 * lines.
 */
const MAX_LINES = 20;

/** The destination of the errors of an answer, for logs and metrics. */
export interface ErrorSink {
  readonly logger: Logger;
  /** Called with the code of each error, to count it. */
  readonly onError?: ((code: string) => void) | undefined;
}

/**
 * Logs one line for each error that a client receives, with the details for operators. The line has no message,
 * because the messages of libraries may quote input, hosts and accounts.
 */
export function logErrors(
  { logger, onError }: ErrorSink,
  errors: readonly GraphQLError[],
  correlationId: string,
): void {
  if (onError !== undefined) for (const error of errors) onError(toCode(error));
  for (const error of errors.slice(0, MAX_LINES)) log(logger, error, correlationId);
  const others = errors.length - MAX_LINES;
  if (others > 0) logger.warn({ correlationId, others }, 'more errors of the same request');
}

function log(logger: Logger, error: GraphQLError, correlationId: string): void {
  const original = causeOf(error);
  const path = error.path?.join('.');
  if (original instanceof StreamError) {
    const { code, outcome, operation, upstreamCode, requestId, detail } = original;
    const line = { correlationId, path, code, outcome, operation, upstreamCode, requestId, ...detail };
    if (code === 'INTERNAL_SERVER_ERROR') logger.error({ ...line, err: original.cause }, 'request failed');
    else if (code === 'UPSTREAM_DENIED') logger.error(line, 'the upstream refuses the gateway');
    else logger.warn(line, 'request failed');
  } else if (original === error)
    logger.info({ correlationId, path, code: error.extensions['code'] }, 'request refused');
  else logger.error({ correlationId, path, code: 'INTERNAL_SERVER_ERROR', err: original }, 'request failed');
}

function toCode(error: GraphQLError): string {
  const original = causeOf(error);
  if (original instanceof StreamError) return original.code;
  const code = original === error ? error.extensions['code'] : undefined;
  return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
}
