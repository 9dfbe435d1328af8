import { setTimeout as sleep } from 'node:timers/promises';
import { type StreamAddress } from '../../stream/address.js';
import { type CallContext } from '../../stream/upstream.js';
import { type Probe } from '../../upstream/recording/probe.js';
import { type Answer, toCallContext } from '../upstream-call.js';

/** How long `record` waits for an effect. */
export interface RecordPace {
  readonly pollMs: number;
  readonly limitMs: number;
}

/** The state that the steps of `record` share. */
export interface RecordSession {
  readonly probe: Probe;
  /** The stream, by its ingest domain. */
  readonly stream: StreamAddress;
  readonly pace: RecordPace;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** The facts that the previous steps have found. */
  readonly known: RecordKnowledge;
}

export interface RecordKnowledge {
  streamingDomain: string;
  wasOnAir: boolean;
  /** The time when `record` forbade the stream. Undefined before that. */
  forbiddenAt: Date | undefined;
  /** Whether a forbid was sent. The stream is then resumed at the end. */
  mayBeForbidden: boolean;
}

/** @param signal aborts on Ctrl-C, except during the cleanup */
export function toContext(signal?: AbortSignal): CallContext {
  return toCallContext('record-command', { signal });
}

/** Describes an answer. The description contains only the code. */
export function toWords(answer: Answer<unknown>): string {
  if (answer.isSuccess) return 'a success';
  const { upstreamCode, code, outcome } = answer.error;
  return upstreamCode === undefined
    ? `no readable answer (${code})`
    : `${upstreamCode} (${code}, ${outcome ?? 'no outcome'})`;
}

/**
 * Repeats a check until it is true.
 * @returns the time that it took, in milliseconds; undefined if the limit was reached first
 */
export async function timeUntil(
  { pace: { pollMs, limitMs }, signal }: RecordSession,
  check: () => Promise<boolean>,
): Promise<number | undefined> {
  const start = performance.now();
  for (;;) {
    if (await check()) return Math.round(performance.now() - start);
    if (performance.now() - start + pollMs > limitMs) return undefined;
    await sleep(pollMs, undefined, { signal });
  }
}

/** @param ms the value that `timeUntil` returned */
export function toDelay(ms: number | undefined): string {
  return ms === undefined ? 'later than this command waits' : `after ${ms} ms`;
}
