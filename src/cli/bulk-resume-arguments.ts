import { CommandFailed } from './command-failed.js';
import { parseEncoding } from './list-encoding.js';
import { type Text } from './text/en.js';

/** The options of `bulk-resume`, as the user gives them. */
export interface BulkResumeOptions {
  readonly domain?: string;
  readonly file?: string;
  readonly encoding?: string;
  readonly allForbidden?: boolean;
  readonly app?: string;
  readonly reason?: string;
  readonly key?: string;
  readonly watch?: boolean;
  readonly detach?: boolean;
  readonly yes?: boolean;
  readonly job?: string;
  readonly cancel?: boolean;
}

/** What to start: exactly one of `file` and `allForbidden`. */
export interface StartArguments {
  readonly domain: string;
  readonly file: string | undefined;
  /** The encoding of the file, as `parseEncoding` returns it. */
  readonly encoding: string | undefined;
  readonly app: string | undefined;
  readonly reason: string | undefined;
  readonly key: string | undefined;
  /** Whether the command requires a confirmation on a terminal before the start. */
  readonly isAsked: boolean;
}

export interface BulkResumeArguments {
  readonly task:
    | { readonly kind: 'start'; readonly start: StartArguments }
    | { readonly kind: 'watch'; readonly job: string }
    | { readonly kind: 'cancel'; readonly job: string };
  readonly isShown: boolean;
  readonly isAwaited: boolean;
}

/** @throws CommandFailed for options that cannot be combined */
export function parseBulkResumeOptions(options: BulkResumeOptions): BulkResumeArguments {
  const { domain, file, app, reason, key, job } = options;
  const { allForbidden = false, watch = false, detach = false, cancel = false, yes = false } = options;
  const refuse = (message: (text: Text['wrongUse']) => string): never => {
    throw new CommandFailed(2, ({ wrongUse }) => message(wrongUse));
  };
  if (watch && detach) refuse((text) => text.watchOrDetach);
  const shown = { isShown: watch, isAwaited: !detach };
  if (job !== undefined) {
    const starts = [domain, file, options.encoding, app, reason, key].some((value) => value !== undefined);
    if (starts || allForbidden || detach || yes) refuse((text) => text.onlyWatchOrCancel);
    return { ...shown, task: { kind: cancel ? 'cancel' : 'watch', job } };
  }
  if (cancel) refuse((text) => text.cancelNeedsJob);
  if (domain === undefined) return refuse((text) => text.domainMissing);
  if ((file === undefined) !== allForbidden) refuse((text) => text.fileOrAll);
  if (app !== undefined && !allForbidden) refuse((text) => text.appNeedsAll);
  if (options.encoding !== undefined && file === undefined) refuse((text) => text.encodingNeedsFile);
  const encoding = options.encoding === undefined ? undefined : parseEncoding(options.encoding);
  const start = { domain, file, encoding, app, reason, key, isAsked: !yes };
  return { ...shown, task: { kind: 'start', start } };
}
