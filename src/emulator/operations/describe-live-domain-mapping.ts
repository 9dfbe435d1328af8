import { type Operation } from './operation.js';
import { required } from './parameters.js';

/** The whole group of a domain of any kind: vhost (main streaming), publish (ingest), play (sub-streaming). */
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
