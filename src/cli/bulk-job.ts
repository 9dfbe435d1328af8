import { setTimeout as sleep } from 'node:timers/promises';
import { CommandFailed } from './command-failed.js';
import { type GatewayClient, Unreachable } from './gateway-client.js';

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

interface ItemsAnswer {
  readonly bulkResume:
    | (BulkJob & {
        readonly items: {
          readonly edges: readonly { readonly node: BulkFailure }[];
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        };
      })
    | null;
}

const PAGE = 500;
const PAUSE_MS = 1_000;
/** How long a gateway may be away while a job is watched. */
const PATIENCE_MS = 60_000;
/** A gateway, or what stands before it, that has not passed an event by then never will. */
const TRIES_WITHOUT_EVENTS = 3;

/** @throws CommandFailed for a job that is not known */
export async function readJob(client: GatewayClient, id: string): Promise<BulkJob> {
  const { bulkResume } = await client.ask<ItemsAnswer>('BulkResume', { id, first: 1 });
  if (bulkResume === null)
    throw new CommandFailed(1, 'There is no such bulk job, or it is another caller’s (JOB_NOT_FOUND).');
  return bulkResume;
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
    const { bulkResume } = await client.ask<ItemsAnswer>('BulkResume', variables);
    if (bulkResume === null) break;
    failures.push(
      ...bulkResume.items.edges.map(({ node }) =>
        outcome === 'SKIPPED' ? { ...node, code: node.code ?? outcome } : node,
      ),
    );
    const { hasNextPage, endCursor }: { hasNextPage: boolean; endCursor: string | null } =
      bulkResume.items.pageInfo;
    after = hasNextPage ? endCursor : null;
  }
  return failures;
}

/**
 * Yields the job after every change, until it has ended: from events, and by polling where none come. It waits for a
 * gateway that is unreachable for a while.
 *
 * @throws CommandFailed
 */
export async function* watchJob(
  client: GatewayClient,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<BulkJob> {
  let triesLeft = TRIES_WITHOUT_EVENTS;
  for (;;) {
    if (triesLeft > 0)
      try {
        const events = client.follow<{ bulkResumeProgress: BulkJob }>('BulkResumeProgress', { id }, signal);
        for await (const { bulkResumeProgress: job } of events) {
          triesLeft = TRIES_WITHOUT_EVENTS;
          yield job;
          if (job.state !== 'RUNNING') return;
        }
      } catch (thrown) {
        if (!(thrown instanceof Unreachable)) throw thrown;
        triesLeft -= 1;
      }
    if (signal.aborted) return;
    const job = await readPatiently(client, id, signal);
    yield job;
    if (job.state !== 'RUNNING') return;
    await pause(signal);
  }
}

async function readPatiently(client: GatewayClient, id: string, signal: AbortSignal): Promise<BulkJob> {
  for (let waitedMs = 0; ; waitedMs += PAUSE_MS)
    try {
      return await readJob(client, id);
    } catch (thrown) {
      if (!(thrown instanceof Unreachable) || waitedMs >= PATIENCE_MS || signal.aborted) throw thrown;
      await pause(signal);
    }
}

async function pause(signal: AbortSignal): Promise<void> {
  await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
}
