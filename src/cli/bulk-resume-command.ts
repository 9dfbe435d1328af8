import { randomUUID } from 'node:crypto';
import { toVisible } from '../stream/name-look.js';
import { type BulkItem, type BulkJob, readItems, watchJob } from './bulk-job.js';
import {
  type BulkResumeOptions,
  parseBulkResumeOptions,
  type StartArguments,
} from './bulk-resume-arguments.js';
import { CommandFailed, toText } from './command-failed.js';
import { toFailureTable } from './failure-table.js';
import { type GatewayClient, orUnknown, send, Unanswered } from './gateway-client.js';
import { createProgress, type Progress } from './progress.js';
import { readStreamList, STANDARD_INPUT, toListName } from './read-list.js';
import { toStartNotice } from './start-notice.js';
import { type Terminal } from './terminal.js';

/** The payload of the mutations that start and stop a job. */
interface JobPayload {
  readonly bulkResume: BulkJob;
}

const hasJob = ({ bulkResume: job }: Partial<JobPayload>): boolean => typeof job?.id === 'string';

/** The exit code of shells for Ctrl-C: 128 plus the number of the signal. */
const INTERRUPTED = 130;
/** How many streams that were not forbidden are named. */
const SHOWN_NAMES = 10;

/**
 * `bulk-resume`: resumes many streams in one job of the gateway.
 *
 * @returns the exit code: 0 if all streams are resumed or skipped, 1 if some are not, 130 if the user stopped watching
 * @throws CommandFailed
 */
export async function bulkResume(
  open: () => Promise<GatewayClient>,
  options: BulkResumeOptions,
  terminal: Terminal,
): Promise<number> {
  const { task, isShown, isAwaited } = parseBulkResumeOptions(options);
  const client = await open();
  if (task.kind === 'cancel') {
    await orUnknown(send<JobPayload>(client, 'CancelBulkResume', { id: task.job }, hasJob));
    terminal.out(terminal.text.bulk.stopped(task.job));
    return 0;
  }
  const id = task.kind === 'watch' ? task.job : await start(client, task.start, terminal);
  if (!isAwaited) return 0;
  const isKnown = task.kind === 'start';
  return wait(client, { id, isKnown }, terminal, isShown ? createProgress(terminal) : undefined);
}

async function start(client: GatewayClient, parsed: StartArguments, terminal: Terminal): Promise<string> {
  const { domain, reason, key = randomUUID() } = parsed;
  const what = await choose(parsed, terminal);
  const input = { domainName: domain, ...what, reason, idempotencyKey: key };
  try {
    const { bulkResume: job } = await send<JobPayload>(client, 'StartBulkResume', input, hasJob);
    terminal.out(terminal.text.bulk.started(job.id, job.total));
    return job.id;
  } catch (thrown) {
    if (!(thrown instanceof Unanswered)) throw thrown;
    // The answer may have been lost. The same idempotency key prevents a second job.
    const exitCode = thrown.mayHaveBeenSent ? 3 : 1;
    throw new CommandFailed(exitCode, (text) => `${thrown.in(text)}\n${text.bulk.startedMaybe(key)}`);
  }
}

/** Returns the input of the mutation, after the user has seen and confirmed it. */
async function choose(
  { domain, file, encoding, app, isAsked }: StartArguments,
  terminal: Terminal,
): Promise<object> {
  const { text } = terminal;
  const ask = isAsked && file !== STANDARD_INPUT ? terminal.confirm : undefined;
  const agree = async (question: string): Promise<void> => {
    if (ask !== undefined && !(await ask(question)))
      throw new CommandFailed(1, ({ bulk }) => bulk.nothingStarted);
  };
  if (file === undefined) {
    await agree(text.bulk.resumeAll(app === undefined ? undefined : toVisible(app), domain));
    return { allForbidden: true, appName: app };
  }
  const list = await readStreamList(file, encoding, terminal);
  toStartNotice(toText(toListName(file), text), list, text).forEach(terminal.err);
  await agree(text.bulk.resumeThem(domain));
  return { streams: list.streams.map(({ appName, streamName }) => ({ appName, streamName })) };
}

async function wait(
  client: GatewayClient,
  { id, isKnown }: { readonly id: string; readonly isKnown: boolean },
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
    for await (const { job, unreachableMs } of watchJob(client, id, { isKnown, signal: interrupted.signal }))
      if (job === undefined) progress?.showUnreachable(unreachableMs);
      else {
        last = job;
        progress?.show(job);
      }
  } catch (thrown) {
    if (!(thrown instanceof CommandFailed)) throw thrown;
    progress?.end();
    if (!interrupted.signal.aborted) {
      const mayRun = last !== undefined || (isKnown && thrown instanceof Unanswered);
      if (!mayRun) throw thrown;
      const exitCode = thrown instanceof Unanswered ? 3 : thrown.exitCode;
      throw new CommandFailed(exitCode, (text) => `${thrown.in(text)}\n${text.bulk.goesOn(goOn)}`);
    }
  }
  progress?.end();
  if (interrupted.signal.aborted) {
    terminal.err(terminal.text.bulk.goesOn(goOn));
    return INTERRUPTED;
  }
  return report(client, last, terminal);
}

async function report(client: GatewayClient, job: BulkJob | undefined, terminal: Terminal): Promise<number> {
  if (job === undefined) throw new CommandFailed(1, (words) => words.bulk.noAnswer);
  const { id, total, resumed, failed, cancelled, skipped } = job;
  const { text, out } = terminal;
  if (total === 0) out(text.bulk.nothing);
  else if (resumed === total) out(text.bulk.all(total));
  else {
    const parts = [
      ...(failed > 0 ? [text.bulk.failed(failed)] : []),
      ...(skipped > 0 ? [text.bulk.skippedLong(skipped)] : []),
      ...(cancelled > 0 ? [text.bulk.cancelledLong(cancelled)] : []),
    ];
    out(text.bulk.some(resumed, total, parts));
    const rows = [
      ...(failed > 0 ? await readItems(client, id, 'FAILED') : []),
      ...(skipped > 0 ? await readItems(client, id, 'SKIPPED') : []),
    ];
    if (rows.length > 0) for (const line of ['', ...toFailureTable(rows, text)]) out(line);
  }
  if (resumed > 0) await reportNotForbidden(client, id, terminal);
  // A skipped stream has been changed by another caller meanwhile. That is not a failure.
  return job.state === 'FINISHED' && resumed + skipped === total ? 0 : 1;
}

/** Names the streams for which the resume had no effect. Such a name may be misspelled. */
async function reportNotForbidden(
  client: GatewayClient,
  id: string,
  { text, out, err }: Terminal,
): Promise<void> {
  let items: readonly BulkItem[];
  try {
    items = await readItems(client, id, 'RESUMED');
  } catch (thrown) {
    if (!(thrown instanceof CommandFailed)) throw thrown;
    // The job has succeeded, and only this note is missing.
    err(`${thrown.in(text)}\n${text.bulk.notForbiddenUnread}`);
    return;
  }
  const names = items.filter(({ wasForbidden }) => wasForbidden === false);
  if (names.length === 0) return;
  out(text.bulk.notForbidden(names.length));
  for (const { appName, streamName } of names.slice(0, SHOWN_NAMES))
    out(text.list.shownStream(toVisible(appName), toVisible(streamName)));
  if (names.length > SHOWN_NAMES) out(text.list.moreStreams(names.length - SHOWN_NAMES));
}
