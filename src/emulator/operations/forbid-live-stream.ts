import { parseSecondsUtc } from '../clock.js';
import { Refusal } from '../refusal.js';
import { type Operation, type OperationCall } from './operation.js';
import { oneOf, publisherStream } from './parameters.js';

/** A ResumeTime in the past is refused too. The behaviour of upstream for it is not documented. */
function resumeTime(call: OperationCall): number | undefined {
  const text = call.parameters.get('ResumeTime') ?? '';
  if (text === '') return undefined;
  const untilMs = parseSecondsUtc(text);
  if (untilMs === undefined || untilMs <= call.nowMs)
    throw new Refusal(400, 'InvalidResumeTime.Malformed', `Specified ResumeTime "${text}" is malformed.`);
  return untilMs;
}

/**
 * Cuts a stream. Unless Oneshot is `yes`, it also forbids the stream until ResumeTime (default: six
 * months).
 */
export const forbidLiveStream: Operation = (call) => {
  const stream = publisherStream(call);
  // The wildcard is documented only for ResumeLiveStream.
  if (stream.appName === '*')
    throw new Refusal(400, 'CodeAppNameIsIllegal', 'The app name "*" is not allowed.');
  const untilMs = resumeTime(call);
  if (oneOf(call.parameters, 'Oneshot', ['no', 'yes']) === 'yes') {
    call.world.cut(stream);
  } else if (!call.world.forbid({ ...stream, untilMs })) {
    throw new Refusal(400, 'QuotaExceeded.Blacklist', 'The number of forbidden streams exceeds the limit.');
  }
  return {};
};
