import { type Operation } from './operation.js';
import { publisherStream } from './parameters.js';

/**
 * Removes a stream from the forbid list. The stream stays offline until its encoder publishes
 * again. Two rules are not documented and were chosen here: a resume of a stream that is not
 * forbidden succeeds, and the app name "*" also resumes streams that were forbidden with a specific
 * app name.
 */
export const resumeLiveStream: Operation = (call) => {
  const stream = publisherStream(call);
  call.world.forbidsOf(stream.domainName).lift(stream);
  return {};
};
