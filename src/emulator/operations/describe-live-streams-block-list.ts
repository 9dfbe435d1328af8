import { type Operation } from './operation.js';
import { required, toPage } from './parameters.js';

/** The forbid list of a main streaming domain: `streamingDomain/app/stream`, no times, no ingest domain, no sort. */
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
