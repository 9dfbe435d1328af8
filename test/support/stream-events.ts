import { type StreamEvent } from '../../src/stream/event.js';

export function streamEvent(position: number, changes: Partial<StreamEvent> = {}): StreamEvent {
  return {
    position,
    address: { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' },
    kind: 'PUBLISHED',
    source: 'CALLBACK',
    at: new Date(1_000 * position),
    actionId: undefined,
    until: undefined,
    isDomainKnown: true,
    ...changes,
  };
}
