import { type HttpMethod, type UpstreamOperation } from '../../stream/operations.js';
import { type Symptom } from '../fault.js';
import { type RpcParams } from '../rpc.js';
import { type JsonObject } from './sanitize.js';

/** What answered: ApsaraVideo Live itself, the emulator, or something else, such as a proxy or a test. */
export const SOURCES = ['alibaba', 'emulator', 'other'] as const;
export type RecordingSource = (typeof SOURCES)[number];

/** @param endpoint `host[:port]` */
export function toSource(endpoint: string): RecordingSource {
  return /(?:^|\.)aliyuncs\.com(?::\d+)?$/i.test(endpoint) ? 'alibaba' : 'other';
}

/** What `record` wanted to learn by the exchange. */
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

/** How an exchange can end without a whole answer. What was never sent is no exchange. */
export const RECORDED_FAULTS = [
  'unreachable',
  'reset',
  'timeout',
  'aborted',
  'garbage',
  'tooLarge',
] as const satisfies readonly Symptom[];
export type RecordedFault = (typeof RECORDED_FAULTS)[number];

/** An answer, sanitized. */
export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: no JSON object. */
  readonly body: JsonObject | null;
}

/** What the gateway made of an answer: the result of the call, or its error. */
export type Made = { readonly result: unknown } | { readonly error: JsonObject };

/** One exchange with ApsaraVideo Live, without names and secrets. */
export interface RecordedExchange {
  readonly source: RecordingSource;
  /** When it ended, ISO 8601. */
  readonly at: string;
  readonly step: RecordingStep | undefined;
  readonly operation: UpstreamOperation;
  readonly method: HttpMethod;
  readonly parameters: RpcParams;
  readonly answer: RecordedAnswer | RecordedFault;
  readonly milliseconds: number;
  readonly made: Made;
}

/** One line of a recording, with its end. */
export function toLine({ answer, milliseconds, made, ...exchange }: RecordedExchange): string {
  const { source, at, step, operation, method, parameters } = exchange;
  const ended = typeof answer === 'string' ? { fault: answer } : answer;
  return `${JSON.stringify({ source, at, step, operation, method, parameters, ...ended, milliseconds, made })}\n`;
}
