import { type Operation } from './operation.js';
import { required } from './parameters.js';

/**
 * Returns the domain mapping of a domain of any type: `vhost` (main streaming domain), `publish`
 * (ingest domain) or `play` (sub-streaming domain).
 */
export const describeLiveDomainMapping: Operation = ({ parameters, world, accountId }) => {
  const domainName = required(parameters, 'DomainName');
  const { group } = world.domains.find(domainName, accountId, ['vhost', 'publish', 'play']);
  const models = [
    { DomainName: group.streaming, Type: 'vhost' },
    ...group.ingests.map((name) => ({ DomainName: name, Type: 'publish' })),
    ...group.subStreaming.map((name) => ({ DomainName: name, Type: 'play' })),
  ];
  return { LiveDomainModels: { LiveDomainModel: models } };
};
