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

export interface BulkFailure {
  readonly appName: string;
  readonly streamName: string;
  readonly requestId: string | null;
  readonly code: string | null;
}

interface JobWithItems extends BulkJob {
  readonly items: {
    readonly edges: readonly { readonly node: BulkFailure }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const PAGE = 500;
const PAUSE_MS = 1_000;
const POLL_TIMEOUT_MS = 5_000;
/** A running job changes more often, so that a silence this long is a reason to check whether the gateway is there. */
const SILENCE_MS = 5_000;
/** How long a gateway may be away while a job is watched. */
const PATIENCE_MS = 60_000;
/** A gateway, or what stands before it, that has not passed an event by then never will. */
const TRIES_WITHOUT_EVENTS = 3;

/** @throws CommandFailed for a job that is not known */
async function readJob(client: GatewayClient, id: string, signal: AbortSignal): Promise<BulkJob> {
  const patience = { timeoutMs: POLL_TIMEOUT_MS, signal };
  const job = await client.ask<BulkJob | null>('BulkResume', { id, first: 1 }, patience);
  if (job === null) throw new CommandFailed(1, (text) => text.bulk.noJob);
  return job;
}

/** The items of a job that were not resumed. A skipped one has the code `SKIPPED`, which is no error. */
export async function readFailures(
  client: GatewayClient,
  id: string,
  outcome: 'FAILED' | 'SKIPPED',
): Promise<BulkFailure[]> {
  const failures: BulkFailure[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const variables = { id, first: PAGE, after, outcome };
    const job = await client.ask<JobWithItems | null>('BulkResume', variables);
    if (job === null) break;
    failures.push(
      ...job.items.edges.map(({ node }) =>
        outcome === 'SKIPPED' ? { ...node, code: node.code ?? outcome } : node,
      ),
    );
    const { hasNextPage, endCursor }: { hasNextPage: boolean; endCursor: string | null } = job.items.pageInfo;
    after = hasNextPage ? endCursor : null;
  }
  return failures;
}

/** What a watcher of a job gets: the job after a change, or that the gateway has not answered for a while. */
export type JobUpdate =
  | { readonly job: BulkJob; readonly unreachableMs?: undefined }
  | { readonly job?: undefined; readonly unreachableMs: number };

/**
 * Yields the job after every change, until it has ended: from events, and by polling where none come. It waits a minute
 * for a gateway that is unreachable, and yields how long it has waited.
 *
 * @param isKnown whether the gateway has answered about the job before; without it the first answer is not waited for
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

/** The job after each event. It ends after a silence, too: a gateway that stands still closes no connection. */
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
