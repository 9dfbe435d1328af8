import { type Operation } from './operation.js';
import { publisherStream } from './parameters.js';

/**
 * Lifts a forbid; the stream stays offline until its encoder publishes again. Not documented, and chosen here:
 * resuming what is not forbidden succeeds, and the app name "*" also lifts forbids made under concrete app names.
 */
export const resumeLiveStream: Operation = (call) => {
  const stream = publisherStream(call);
  call.world.forbidsOf(stream.domainName).lift(stream);
  return {};
};
