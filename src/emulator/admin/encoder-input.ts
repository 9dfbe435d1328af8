import { type EmulatedStream, type SeededEncoder } from '../options.js';
import { type CallbackFault, isCallbackFaultName } from '../world/callback-faults.js';
import { parseOnline } from './admin-input.js';
import { fieldsOf, InputFault, optionalNumber, optionalText, text } from './fields.js';

const STREAM = ['domainName', 'appName', 'streamName'] as const;

/** Parses `{domainName, appName, streamName}`. */
export function parseStream(input: unknown): EmulatedStream {
  const fields = fieldsOf(input, 'the body', [...STREAM]);
  return {
    domainName: text(fields, 'domainName'),
    appName: text(fields, 'appName'),
    streamName: text(fields, 'streamName'),
  };
}

/** Parses `{domainName, appName, streamName, reconnectMs?, transcodes?}`. */
export function parseEncoder(input: unknown): SeededEncoder {
  const { reconnectMs, ...stream } = fieldsOf(input, 'the body', [...STREAM, 'reconnectMs', 'transcodes']);
  return { ...parseOnline(stream), reconnectMs: optionalNumber({ reconnectMs }, 'reconnectMs', 1) };
}

/** Parses `{fault, match?, action?, times?, ms?}`. */
export function parseCallbackFault(input: unknown): CallbackFault {
  const fields = fieldsOf(input, 'the body', ['fault', 'match', 'action', 'times', 'ms']);
  const fault = text(fields, 'fault');
  if (!isCallbackFaultName(fault)) throw new InputFault(`there is no callback fault ${fault}`);
  const action = optionalText(fields, 'action');
  if (action !== undefined && action !== 'publish' && action !== 'publish_done')
    throw new InputFault('action must be publish or publish_done');
  const match = fields['match'] === undefined ? undefined : fieldsOf(fields['match'], 'match', [...STREAM]);
  return {
    fault,
    action,
    match: match && {
      domainName: optionalText(match, 'domainName'),
      appName: optionalText(match, 'appName'),
      streamName: optionalText(match, 'streamName'),
    },
    times: fields['times'] === 'always' ? 'always' : optionalNumber(fields, 'times', 1),
    ms: optionalNumber(fields, 'ms'),
  };
}
