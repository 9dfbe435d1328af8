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

/** What is known of an exchange beside what was sent and received. */
export interface RecordingMark {
  readonly source: RecordingSource;
  readonly step?: RecordingStep | undefined;
}

/** An exchange that ended at a time. */
export interface EndedExchange extends ObservedExchange {
  readonly mark: RecordingMark;
  readonly at: Date;
}

/**
 * Sanitizes one exchange, and adds what the gateway makes of the answer. Undefined for what could not be replayed: an
 * operation that is none of the gateway's, or parameters that it does not send.
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
