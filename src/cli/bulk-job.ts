import { setTimeout as sleep } from 'node:timers/promises';
import { CommandFailed } from './command-failed.js';
import { type GatewayClient, Unanswered } from './gateway-client.js';

/** A job as the gateway returns it. */
export interface BulkJob {
  readonly id: string;
  readonly state: 'RUNNING' | 'CANCELLED' | 'FINISHED';
  readonly total: number;
  readonly resumed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly skipped: number;
  readonly secondsLeft: number | null;
}

export interface BulkItem {
  readonly appName: string;
  readonly streamName: string;
  readonly requestId: string | null;
  readonly code: string | null;
  /** Null if it is not known. */
  readonly wasForbidden: boolean | null;
}

interface JobWithItems extends BulkJob {
  readonly items: {
    readonly edges: readonly { readonly node: BulkItem }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const PAGE = 500;
const PAUSE_MS = 1_000;
const POLL_TIMEOUT_MS = 5_000;
/**
 * A running job sends events more often. After a silence of this length, the command checks whether the gateway
 * answers.
 */
const SILENCE_MS = 5_000;
/** How long the command waits for a gateway that does not answer while it watches a job. */
const PATIENCE_MS = 60_000;
/** If no event has arrived after this time, the gateway or a proxy before it does not pass events. */
const TRIES_WITHOUT_EVENTS = 3;

/** @throws CommandFailed if the job does not exist */
async function readJob(client: GatewayClient, id: string, signal: AbortSignal): Promise<BulkJob> {
  const patience = { timeoutMs: POLL_TIMEOUT_MS, signal };
  const job = await client.ask<BulkJob | null>('BulkResume', { id, first: 1 }, patience);
  if (job === null) throw new CommandFailed(1, (text) => text.bulk.noJob);
  return job;
}

/**
 * Returns all items of a job with an outcome. A skipped item has the code `SKIPPED`, which is not an error.
 * @throws CommandFailed if a page cannot be read
 */
export async function readItems(
  client: GatewayClient,
  id: string,
  outcome: 'FAILED' | 'RESUMED' | 'SKIPPED',
): Promise<BulkItem[]> {
  const items: BulkItem[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const variables = { id, first: PAGE, after, outcome };
    const job = await client.ask<JobWithItems | null>('BulkResume', variables);
    if (job === null) throw new CommandFailed(1, (text) => text.bulk.noJob);
    items.push(
      ...job.items.edges.map(({ node }) =>
        outcome === 'SKIPPED' ? { ...node, code: node.code ?? outcome } : node,
      ),
    );
    const { hasNextPage, endCursor }: { hasNextPage: boolean; endCursor: string | null } = job.items.pageInfo;
    after = hasNextPage ? endCursor : null;
  }
  return items;
}

/** One result of watching a job: the job after a change, or the time for which the gateway has not answered. */
export type JobUpdate =
  | { readonly job: BulkJob; readonly unreachableMs?: undefined }
  | { readonly job?: undefined; readonly unreachableMs: number };

/**
 * Yields the job after every change, until the job has ended. It uses events, and polls if no events arrive. It waits a
 * minute for a gateway that is unreachable, and yields how long it has waited.
 *
 * @param isKnown whether the gateway has returned the job before. If not, the job is read first, without a second try
 * @throws CommandFailed
 */
export async function* watchJob(
  client: GatewayClient,
  id: string,
  { isKnown, signal }: { readonly isKnown: boolean; readonly signal: AbortSignal },
): AsyncGenerator<JobUpdate> {
  let triesLeft = TRIES_WITHOUT_EVENTS;
  if (!isKnown) {
    const job = await readJob(client, id, signal);
    yield { job };
    if (job.state !== 'RUNNING') return;
  }
  for (;;) {
    if (triesLeft > 0)
      for await (const job of followJob(client, id, signal)) {
        if (job === 'no events') {
          triesLeft -= 1;
          break;
        }
        triesLeft = TRIES_WITHOUT_EVENTS;
        yield { job };
        if (job.state !== 'RUNNING') return;
      }
    if (signal.aborted) return;
    for await (const update of readPatiently(client, id, signal)) {
      yield update;
      if (update.job !== undefined && update.job.state !== 'RUNNING') return;
    }
    await pause(signal);
  }
}

/** Yields the job after each event. It also ends after a silence, because a stopped process closes no connection. */
async function* followJob(
  client: GatewayClient,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<BulkJob | 'no events'> {
  const silence = new AbortController();
  const either = AbortSignal.any([signal, silence.signal]);
  const timer = setTimeout(() => {
    silence.abort();
  }, SILENCE_MS);
  try {
    const events = client.follow<BulkJob>('BulkResumeProgress', { id }, either);
    for await (const job of events) {
      timer.refresh();
      yield job;
    }
  } catch (thrown) {
    if (!(thrown instanceof Unanswered)) throw thrown;
    yield 'no events';
  } finally {
    clearTimeout(timer);
  }
}

async function* readPatiently(
  client: GatewayClient,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<JobUpdate> {
  const startedMs = performance.now();
  for (;;)
    try {
      yield { job: await readJob(client, id, signal) };
      return;
    } catch (thrown) {
      const waitedMs = performance.now() - startedMs;
      if (!(thrown instanceof Unanswered) || waitedMs >= PATIENCE_MS || signal.aborted) throw thrown;
      yield { unreachableMs: waitedMs };
      await pause(signal);
    }
}

async function pause(signal: AbortSignal): Promise<void> {
  await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
}
