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

/** What the steps of `record` work with. */
export interface RecordSession {
  readonly probe: Probe;
  /** The stream, by its ingest domain. */
  readonly stream: StreamAddress;
  readonly pace: RecordPace;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** What is known of the world, as far as the steps have come. */
  readonly known: RecordKnowledge;
}

export interface RecordKnowledge {
  streamingDomain: string;
  wasOnAir: boolean;
  /** When the stream was forbidden by `record`; undefined while it was not. */
  forbiddenAt: Date | undefined;
  /** A forbid was sent: the stream is resumed at the end. */
  mayBeForbidden: boolean;
}

/** @param signal Ctrl-C, which does not end what tidies up */
export function toContext(signal?: AbortSignal): CallContext {
  return toCallContext('record-command', { signal });
}

/** The answer in words, without anything of it but its code. */
export function toWords(answer: Answer<unknown>): string {
  if (answer.isSuccess) return 'a success';
  const { upstreamCode, code, outcome } = answer.error;
  return upstreamCode === undefined
    ? `no readable answer (${code})`
    : `${upstreamCode} (${code}, ${outcome ?? 'no outcome'})`;
}

/**
 * Repeats a check until it is true.
 * @returns the milliseconds that it took; undefined where the limit passed before
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

/** @param ms what `timeUntil` returned */
export function toDelay(ms: number | undefined): string {
  return ms === undefined ? 'later than this command waits' : `after ${ms} ms`;
}
