import { type GatewayProcess } from '../support/gateway-process.js';

/** What became of one request: an answer, or nothing because nobody would take it. */
export interface Answered {
  readonly streamName: string;
  /** `resumed`, or the error's code. */
  readonly result: string;
  readonly requestId: string | undefined;
  readonly correlationId: string | undefined;
}

export interface Tally {
  readonly answers: Answered[];
  /** Connections that broke after the request had been taken: requests without an answer. */
  readonly broken: string[];
  /** Requests that a stopped replica did not take and the other did. */
  turnedAway: number;
}

const REFUSED = new Set(['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE']);

/** Sends one request for a stream of its own, to the next replica where the first takes no connections. */
export async function resumeOnce(
  replicas: readonly GatewayProcess[],
  streamName: string,
  tally: Tally,
): Promise<void> {
  const input = { domainName: 'push.example.com', appName: 'soak', streamName };
  for (const replica of replicas) {
    try {
      const { data, errors } = await replica.resume(input);
      const payload = data?.['resumeLiveStream'] as { requestId?: string } | null | undefined;
      tally.answers.push({
        streamName,
        result: errors?.[0] === undefined ? 'resumed' : String(errors[0].extensions['code']),
        requestId: payload?.requestId,
        correlationId: errors?.[0]?.extensions['correlationId'] as string | undefined,
      });
      return;
    } catch (thrown) {
      const { cause } = thrown as { cause?: { code?: string } };
      if (cause?.code === 'ECONNREFUSED') {
        tally.turnedAway += 1;
        continue;
      }
      tally.broken.push(
        REFUSED.has(cause?.code ?? '') ? `${streamName} ${cause?.code ?? ''}` : String(thrown),
      );
      return;
    }
  }
  tally.broken.push(`${streamName} nobody listens`);
}
