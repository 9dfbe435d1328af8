import { OPERATIONS, type UpstreamOperation } from '../../stream/operations.js';
import { type ObservedExchange } from './exchange-observer.js';
import { UnknownRequest } from './parse-request.js';
import { type Placeholders } from './placeholders.js';
import {
  type Made,
  type RecordedExchange,
  type RecordingSource,
  type RecordingStep,
} from './recorded-exchange.js';
import { type ReplayClient } from './replay-client.js';
import { type Pause, toSanitizedBody, toSanitizedHeaders, toSanitizedParameters } from './sanitize.js';

/** Facts about an exchange besides its request and answer. */
export interface RecordingMark {
  readonly source: RecordingSource;
  readonly step?: RecordingStep | undefined;
}

/** An exchange and the time when it ended. */
export interface EndedExchange extends ObservedExchange {
  readonly mark: RecordingMark;
  readonly at: Date;
}

/**
 * Sanitizes one exchange and adds the result that the gateway makes from the answer. Undefined if the exchange cannot
 * be replayed: its operation is unknown, or the gateway does not send its parameters.
 */
export async function toRecorded(
  { request, answer, milliseconds, mark, at }: EndedExchange,
  placeholders: Placeholders,
  client: ReplayClient,
  pause: Pause = () => Promise.resolve(),
): Promise<RecordedExchange | undefined> {
  if (!Object.hasOwn(OPERATIONS, request.action)) return undefined;
  const sanitized = {
    operation: request.action as UpstreamOperation,
    parameters: toSanitizedParameters(request.query, placeholders),
    answer:
      typeof answer === 'string'
        ? answer
        : {
            status: answer.status,
            headers: toSanitizedHeaders(answer.headers, placeholders),
            body: await toSanitizedBody(answer.text, placeholders, pause),
          },
  };
  await pause();
  const made = await replay(sanitized, client);
  await pause();
  if (made === undefined) return undefined;
  return {
    source: mark.source,
    at: at.toISOString(),
    step: mark.step,
    method: request.method,
    ...sanitized,
    milliseconds: Math.round(milliseconds),
    made,
  };
}

async function replay(
  exchange: Parameters<ReplayClient['replay']>[0],
  client: ReplayClient,
): Promise<Made | undefined> {
  try {
    return (await client.replay(exchange)).made;
  } catch (thrown) {
    if (thrown instanceof UnknownRequest) return undefined;
    throw thrown;
  }
}
