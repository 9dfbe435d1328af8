import { type Operation } from './operation.js';
import { required } from './parameters.js';

/**
 * Returns `online` or `offline`, for an ingest domain or a streaming domain. There is no state for
 * a forbidden stream.
 */
export const describeLiveStreamState: Operation = ({ parameters, world, accountId }) => {
  const domainName = required(parameters, 'DomainName');
  const appName = required(parameters, 'AppName');
  const streamName = required(parameters, 'StreamName');
  const domain = world.domains.find(domainName, accountId, ['publish', 'vhost']);
  const ingests = domain.type === 'publish' ? [domain.name] : domain.group.ingests;
  const online = ingests.some((ingest) => world.online.has({ domainName: ingest, appName, streamName }));
  return { StreamState: online ? 'online' : 'offline', Type: 'push' };
};
