import { setTimeout as sleep } from 'node:timers/promises';
import { type GraphqlAnswer } from '../support/gateway.js';
import { RESUME } from '../support/queries.js';

/** The result of one request. */
export interface Answered {
  readonly streamName: string;
  /** `resumed`, or the code of the error. */
  readonly result: string;
  readonly requestId: string | undefined;
  readonly correlationId: string | undefined;
}

export interface Tally {
  readonly answers: Answered[];
  /** Requests without a response, because the connection broke after the request was accepted. */
  readonly broken: string[];
  /** The number of attempts that a stopped replica refused. A later attempt was accepted. */
  turnedAway: number;
}

/** A replica is unavailable while it drains and starts. */
const TRY_FOR_MS = 60_000;
const PAUSE_MS = 200;

/** Sends one request for a new stream. If a replica refuses the connection, tries the next one. */
export async function resumeOnce(
  urls: readonly string[],
  streamName: string,
  mint: () => Promise<string>,
  tally: Tally,
): Promise<void> {
  const input = { domainName: 'push.example.com', appName: 'soak', streamName };
  const giveUpAt = performance.now() + TRY_FOR_MS;
  for (let n = 0; performance.now() < giveUpAt; n += 1) {
    const url = urls[n % urls.length] ?? '';
    try {
      const { data, errors } = await post(url, await mint(), input);
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
      if (cause?.code !== 'ECONNREFUSED') {
        tally.broken.push(`${streamName} ${cause?.code ?? String(thrown)}`);
        return;
      }
      tally.turnedAway += 1;
      if (n % urls.length === urls.length - 1) await sleep(PAUSE_MS);
    }
  }
  tally.broken.push(`${streamName}: no replica listens`);
}

async function post(url: string, token: string, input: object): Promise<GraphqlAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: RESUME, variables: { input } }),
  });
  return (await response.json()) as GraphqlAnswer;
}
