import { type HttpMethod, type UpstreamOperation } from '../../stream/operations.js';
import { type Symptom } from '../fault.js';
import { type RpcParams } from '../rpc.js';
import { type JsonObject } from './sanitize.js';

/** The origin of the answers: ApsaraVideo Live itself, the emulator, or another server, such as a proxy or a test. */
export const SOURCES = ['alibaba', 'emulator', 'other'] as const;
export type RecordingSource = (typeof SOURCES)[number];

/** @param endpoint `host[:port]` */
export function toSource(endpoint: string): RecordingSource {
  return /(?:^|\.)aliyuncs\.com(?::\d+)?$/i.test(endpoint) ? 'alibaba' : 'other';
}

/** The purpose of the exchange, set by the command `record`. */
export const STEPS = [
  'look-around',
  'mapping-post',
  'resume-not-forbidden',
  'forbid',
  'callback-upon-forbid',
  'resume-any-app',
  'resume-time-limits',
  'clean-up',
] as const;
export type RecordingStep = (typeof STEPS)[number];

/**
 * The ways in which an exchange can end without a complete answer. A call that was aborted, or that reached its
 * deadline, while it waited for a connection is not recorded.
 */
export const RECORDED_FAULTS = [
  'unreachable',
  'reset',
  'timeout',
  'aborted',
  'garbage',
  'tooLarge',
] as const satisfies readonly Symptom[];
export type RecordedFault = (typeof RECORDED_FAULTS)[number];

/** A sanitized answer. */
export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null if the body is not a JSON object. */
  readonly body: JsonObject | null;
}

/** The result that the gateway made from an answer: the result of the call, or its error. */
export type Made = { readonly result: unknown } | { readonly error: JsonObject };

/** One exchange with ApsaraVideo Live, without names and secrets. */
export interface RecordedExchange {
  readonly source: RecordingSource;
  /** The time when it ended, ISO 8601. */
  readonly at: string;
  readonly step: RecordingStep | undefined;
  readonly operation: UpstreamOperation;
  readonly method: HttpMethod;
  readonly parameters: RpcParams;
  readonly answer: RecordedAnswer | RecordedFault;
  readonly milliseconds: number;
  readonly made: Made;
}

/** One line of a recording, including its line feed. */
export function toLine({ answer, milliseconds, made, ...exchange }: RecordedExchange): string {
  const { source, at, step, operation, method, parameters } = exchange;
  const ended = typeof answer === 'string' ? { fault: answer } : answer;
  return `${JSON.stringify({ source, at, step, operation, method, parameters, ...ended, milliseconds, made })}\n`;
}
