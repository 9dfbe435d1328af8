/** The parts of events in a schema whose test asks for none. */
const refuse = (): never => {
  throw new TypeError('not asked for here');
};

export const REFUSED_EVENTS = {
  events: {
    append: refuse,
    latestPosition: refuse,
    readAfter: refuse,
    listEvents: refuse,
    countEvents: refuse,
    findEvents: refuse,
    listCallbacks: refuse,
    lastCallbacks: refuse,
  },
  watchEvents: refuse,
  watchStatus: refuse,
  hasCallbacks: refuse,
};
