import { type EmulatorSettings } from '../controls.js';
import { type FaultParams } from '../faults/behaviour.js';
import { isFaultName } from '../faults/catalogue.js';
import { type FaultInjection } from '../faults/injections.js';
import { type EmulatedStream, type LimitSettings, type SeededForbid, type SeededOnline } from '../options.js';
import { type CallFilter } from '../recorder.js';
import {
  type Fields,
  fieldsOf,
  InputFault,
  text,
  optionalFlag,
  optionalNumber,
  optionalRecord,
  optionalText,
} from './fields.js';

const STREAM = ['domainName', 'appName', 'streamName'] as const;
const isText = (value: unknown): value is string => typeof value === 'string';
const isRate = (value: unknown): value is number => typeof value === 'number' && value >= 0;

function toStream(fields: Fields): EmulatedStream {
  return {
    domainName: text(fields, 'domainName'),
    appName: text(fields, 'appName'),
    streamName: text(fields, 'streamName'),
  };
}

/** Parses `{domainName, appName, streamName, untilMs?}`. */
export function parseForbid(input: unknown): SeededForbid {
  const fields = fieldsOf(input, 'the body', [...STREAM, 'untilMs']);
  return { ...toStream(fields), untilMs: optionalNumber(fields, 'untilMs') };
}

/** Parses `{domainName, appName, streamName, publishedAtMs?, clientIp?, transcodes?}`. */
export function parseOnline(input: unknown): SeededOnline {
  const fields = fieldsOf(input, 'the body', [...STREAM, 'publishedAtMs', 'clientIp', 'transcodes']);
  const { transcodes } = fields;
  if (transcodes !== undefined && !(Array.isArray(transcodes) && transcodes.every(isText)))
    throw new InputFault('transcodes must be an array of strings');
  return {
    ...toStream(fields),
    publishedAtMs: optionalNumber(fields, 'publishedAtMs'),
    clientIp: optionalText(fields, 'clientIp'),
    transcodes,
  };
}

/** Parses `{latencyMs?, limits?}`. */
export function parseSettings(input: unknown): Partial<EmulatorSettings> {
  const fields = fieldsOf(input, 'the body', ['latencyMs', 'limits']);
  const latencyMs = optionalNumber(fields, 'latencyMs');
  const limits = parseLimits(fields);
  return { ...(latencyMs !== undefined && { latencyMs }), ...(limits !== undefined && { limits }) };
}

function parseLimits(fields: Fields): LimitSettings | undefined {
  const { limits } = fields;
  if (limits === 'documented' || limits === 'off') return limits;
  return optionalRecord(fields, 'limits', isRate);
}

/** Parses `since`, `action`, `accessKeyId` and `last` of the query. */
export function parseFilter(query: URLSearchParams): CallFilter {
  const whole = (name: string): number | undefined => {
    const value = query.get(name);
    if (value === null) return undefined;
    if (!/^\d{1,15}$/.test(value)) throw new InputFault(`${name} must be a whole number`);
    return Number(value);
  };
  return {
    since: whole('since'),
    last: whole('last'),
    action: query.get('action') ?? undefined,
    accessKeyId: query.get('accessKeyId') ?? undefined,
  };
}

function parseParams(input: unknown): FaultParams {
  const known = [
    'status',
    'code',
    'headers',
    'contentType',
    'body',
    'ms',
    'intervalMs',
    'retryAfterMs',
    'applies',
  ];
  const fields = fieldsOf(input, 'params', known);
  const status = optionalNumber(fields, 'status', 200);
  if (status !== undefined && !(Number.isInteger(status) && status <= 999))
    throw new InputFault('status must be a whole number from 200 to 999');
  return {
    status,
    code: optionalText(fields, 'code'),
    headers: optionalRecord(fields, 'headers', isText),
    contentType: optionalText(fields, 'contentType'),
    body: optionalText(fields, 'body'),
    ms: optionalNumber(fields, 'ms'),
    intervalMs: optionalNumber(fields, 'intervalMs', 1),
    retryAfterMs: optionalNumber(fields, 'retryAfterMs'),
    applies: optionalFlag(fields, 'applies'),
  };
}

/** Parses `{fault, operation?, match?, after?, times?, params?}`. */
export function parseFault(input: unknown): FaultInjection {
  const fields = fieldsOf(input, 'the body', ['fault', 'operation', 'match', 'after', 'times', 'params']);
  const fault = text(fields, 'fault');
  if (!isFaultName(fault)) throw new InputFault(`there is no fault ${fault}`);
  const match =
    fields['match'] === undefined
      ? undefined
      : fieldsOf(fields['match'], 'match', ['accessKeyId', ...STREAM]);
  return {
    fault,
    operation: optionalText(fields, 'operation'),
    match: match && {
      accessKeyId: optionalText(match, 'accessKeyId'),
      domainName: optionalText(match, 'domainName'),
      appName: optionalText(match, 'appName'),
      streamName: optionalText(match, 'streamName'),
    },
    after: optionalNumber(fields, 'after'),
    times: fields['times'] === 'always' ? 'always' : optionalNumber(fields, 'times', 1),
    params: fields['params'] === undefined ? undefined : parseParams(fields['params']),
  };
}
