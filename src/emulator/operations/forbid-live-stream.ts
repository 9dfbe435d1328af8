import { parseSecondsUtc } from '../clock.js';
import { Refusal } from '../refusal.js';
import { type Operation, type OperationCall } from './operation.js';
import { oneOf, publisherStream } from './parameters.js';

/** A ResumeTime that has passed is refused too; what upstream does with one is not documented. */
function resumeTime(call: OperationCall): number | undefined {
  const text = call.parameters.get('ResumeTime') ?? '';
  if (text === '') return undefined;
  const untilMs = parseSecondsUtc(text);
  if (untilMs === undefined || untilMs <= call.nowMs)
    throw new Refusal(400, 'InvalidResumeTime.Malformed', `Specified ResumeTime "${text}" is malformed.`);
  return untilMs;
}

/** Cuts a stream and, unless Oneshot is `yes`, lists it until ResumeTime (default: six months). */
export const forbidLiveStream: Operation = (call) => {
  const stream = publisherStream(call);
  // The wildcard is documented for ResumeLiveStream alone.
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
