import { randomUUID } from 'node:crypto';
import { toVisible } from '../stream/name-look.js';
import { type BulkJob, readFailures, watchJob } from './bulk-job.js';
import {
  BULK_RESUME_USAGE,
  type BulkResumeArguments,
  type ClientEnvironment,
  parseBulkResumeArguments,
  type StartArguments,
} from './bulk-resume-arguments.js';
import { CommandFailed } from './command-failed.js';
import { toFailureTable } from './failure-table.js';
import { createGatewayClient, type GatewayClient, Unreachable } from './gateway-client.js';
import { count, createProgress, type Progress } from './progress.js';
import { readStreamList, STANDARD_INPUT, toListName } from './read-list.js';
import { toStartNotice } from './start-notice.js';
import { withStoredToken } from './login/stored-token.js';
import { type Terminal } from './terminal.js';

interface StartAnswer {
  readonly startBulkResume: { readonly bulkResume: BulkJob };
}

/** As shells have it for Ctrl-C: 128 and the signal's number. */
const INTERRUPTED = 130;

/**
 * `bulk-resume`: resumes many streams in one job of the gateway.
 *
 * @param argv the arguments behind the command's name
 * @returns the exit code: 0 all are resumed or skipped, 1 some are not or the gateway refused, 2 wrong use or input
 */
export async function bulkResumeCommand(
  argv: readonly string[],
  env: ClientEnvironment,
  terminal: Terminal,
): Promise<number> {
  let parsed: BulkResumeArguments | 'help';
  try {
    parsed = parseBulkResumeArguments(argv, env);
  } catch (thrown) {
    if (!(thrown instanceof CommandFailed)) throw thrown;
    for (const line of [thrown.message, ...BULK_RESUME_USAGE]) terminal.err(line);
    return thrown.exitCode;
  }
  try {
    if (parsed !== 'help') return await run(parsed, env, terminal);
    BULK_RESUME_USAGE.forEach(terminal.out);
    return 0;
  } catch (thrown) {
    if (!(thrown instanceof CommandFailed)) throw thrown;
    terminal.err(thrown.message);
    return thrown.exitCode;
  }
}

async function run(
  { access, task, isShown, isAwaited }: BulkResumeArguments,
  env: ClientEnvironment,
  terminal: Terminal,
): Promise<number> {
  const client = createGatewayClient(await withStoredToken(access, env));
  if (task.kind === 'cancel') {
    const variables = { input: { id: task.job } };
    await client.ask('CancelBulkResume', variables);
    terminal.out(`Job ${task.job} is stopped: what was not sent never is.`);
    return 0;
  }
  const id = task.kind === 'watch' ? task.job : await start(client, task.start, terminal);
  if (!isAwaited) return 0;
  return wait(client, id, terminal, isShown ? createProgress(terminal) : undefined);
}

async function start(client: GatewayClient, parsed: StartArguments, terminal: Terminal): Promise<string> {
  const { domain, reason, key = randomUUID() } = parsed;
  const what = await choose(parsed, terminal);
  const input = { domainName: domain, ...what, reason, idempotencyKey: key };
  try {
    const { startBulkResume } = await client.ask<StartAnswer>('StartBulkResume', { input });
    const job = startBulkResume.bulkResume;
    terminal.out(`Job ${job.id}: ${count(job.total)} ${job.total === 1 ? 'stream' : 'streams'}.`);
    return job.id;
  } catch (thrown) {
    if (!(thrown instanceof Unreachable)) throw thrown;
    // Its answer may have been lost on the way: with the same key nothing is done twice.
    throw new CommandFailed(1, `${thrown.message}\nIf it may have started, run it again with --key ${key}`);
  }
}

/** What to resume, as input of the mutation, once the user has seen and confirmed it. */
async function choose(
  { domain, file, encoding, app, isAsked }: StartArguments,
  terminal: Terminal,
): Promise<object> {
  const ask = isAsked && file !== STANDARD_INPUT ? terminal.confirm : undefined;
  const agree = async (question: string): Promise<void> => {
    if (ask !== undefined && !(await ask(question))) throw new CommandFailed(1, 'Nothing was started.');
  };
  if (file === undefined) {
    await agree(
      `Resume every forbidden stream${app === undefined ? '' : ` of the app "${toVisible(app)}"`} on ${domain}?`,
    );
    return { allForbidden: true, appName: app };
  }
  const list = await readStreamList(file, encoding, terminal);
  toStartNotice(toListName(file), list).forEach(terminal.err);
  await agree(`Resume them on ${domain}?`);
  return { streams: list.streams.map(({ appName, streamName }) => ({ appName, streamName })) };
}

async function wait(
  client: GatewayClient,
  id: string,
  terminal: Terminal,
  progress: Progress | undefined,
): Promise<number> {
  const interrupted = new AbortController();
  terminal.onInterrupt(() => {
    interrupted.abort();
  });
  const goOn = `apsara-live-gateway bulk-resume --job ${id} --watch`;
  let last: BulkJob | undefined;
  try {
    for await (const job of watchJob(client, id, interrupted.signal)) {
      last = job;
      progress?.show(job);
    }
  } catch (thrown) {
    if (interrupted.signal.aborted || !(thrown instanceof CommandFailed)) throw thrown;
    progress?.end();
    if (last === undefined && !(thrown instanceof Unreachable)) throw thrown;
    throw new CommandFailed(1, `${thrown.message}\nThe job goes on without you. Watch it: ${goOn}`);
  }
  progress?.end();
  if (interrupted.signal.aborted) {
    terminal.err(`The job goes on without you. Watch it: ${goOn}`);
    return INTERRUPTED;
  }
  return report(client, last, terminal);
}

async function report(client: GatewayClient, job: BulkJob | undefined, terminal: Terminal): Promise<number> {
  if (job === undefined) throw new CommandFailed(1, 'The gateway returned nothing about the job.');
  const { id, total, resumed, failed, cancelled, skipped } = job;
  if (total === 0) terminal.out('There is nothing to resume.');
  else if (resumed === total) terminal.out(`All ${count(total)} resumed.`);
  else {
    const parts = [
      ...(failed > 0 ? [`${count(failed)} failed`] : []),
      ...(skipped > 0 ? [`${count(skipped)} skipped, forbidden after the job was started`] : []),
      ...(cancelled > 0 ? [`${count(cancelled)} not sent, since the job was cancelled`] : []),
    ];
    terminal.out(`${count(resumed)} of ${count(total)} resumed; ${parts.join(', ')}.`);
    const rows = [
      ...(failed > 0 ? await readFailures(client, id, 'FAILED') : []),
      ...(skipped > 0 ? await readFailures(client, id, 'SKIPPED') : []),
    ];
    if (rows.length > 0) for (const line of ['', ...toFailureTable(rows)]) terminal.out(line);
  }
  // A skipped stream is as another caller wants it by now, so that it is no failure.
  return job.state === 'FINISHED' && resumed + skipped === total ? 0 : 1;
}
