import { type Operation } from './operation.js';
import { required, toPage } from './parameters.js';

/**
 * Returns the forbid list of a main streaming domain as `streamingDomain/app/stream`. It has no end
 * times and no ingest domains, and is not sorted.
 */
export const describeLiveStreamsBlockList: Operation = ({ parameters, world, accountId }) => {
  const domainName = required(parameters, 'DomainName');
  const { group } = world.domains.find(domainName, accountId, ['vhost']);
  const urls = new Set<string>();
  for (const ingest of group.ingests)
    for (const { appName, streamName } of world.forbidsOf(ingest).entries([ingest]))
      urls.add(`${group.streaming}/${appName}/${streamName}`);
  const page = toPage(parameters, [...urls]);
  return { ...page.fields, DomainName: group.streaming, StreamUrls: { StreamUrl: page.items } };
};
