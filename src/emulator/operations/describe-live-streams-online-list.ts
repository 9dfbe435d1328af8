import { toSecondsUtc } from '../clock.js';
import { type OnlineRow } from '../world/online-streams.js';
import { type Operation, type ResultFields } from './operation.js';
import { oneOf, required, toPage } from './parameters.js';

function toBrief(row: OnlineRow, streaming: string): ResultFields {
  return {
    DomainName: streaming,
    AppName: row.appName,
    StreamName: row.streamName,
    PublishTime: toSecondsUtc(row.publishedAtMs),
  };
}

/**
 * Codec ids are those of FLV: 7 is AVC, 10 is AAC. Data rates are omitted, because the service returns
 * them only on request.
 */
function toFull(row: OnlineRow, streaming: string): ResultFields {
  return {
    ...toBrief(row, streaming),
    PublishDomain: row.domainName,
    PublishType: 'edge',
    PublishUrl: row.publishUrl,
    Transcoded: row.transcoded ? 'yes' : 'no',
    ClientIp: row.clientIp,
    ServerIp: row.serverIp,
    FrameRate: 25,
    Height: 1080,
    Width: 1920,
    VideoCodecId: 7,
    AudioCodecId: 10,
  };
}

/**
 * Returns the streams of a streaming domain that are on air. StreamName may be a part of the name,
 * unless QueryType is `strict`.
 */
export const describeLiveStreamsOnlineList: Operation = ({ parameters, world, accountId }) => {
  const domainName = required(parameters, 'DomainName');
  const { group } = world.domains.find(domainName, accountId, ['vhost']);
  const appName = parameters.get('AppName') ?? '';
  const streamName = parameters.get('StreamName') ?? '';
  const strict = oneOf(parameters, 'QueryType', ['fuzzy', 'strict']) === 'strict';
  const kind = oneOf(parameters, 'StreamType', ['all', 'raw', 'trans']);
  const brief = oneOf(parameters, 'OnlyStream', ['no', 'yes']) === 'yes';
  const rows = world.online
    .rows(group.ingests)
    .filter(
      (row) =>
        (kind === 'all' || row.transcoded === (kind === 'trans')) &&
        (appName === '' || row.appName === appName) &&
        (streamName === '' || (strict ? row.streamName === streamName : row.streamName.includes(streamName))),
    );
  const page = toPage(parameters, rows);
  const toItem = brief ? toBrief : toFull;
  return {
    ...page.fields,
    OnlineInfo: { LiveStreamOnlineInfo: page.items.map((row) => toItem(row, group.streaming)) },
  };
};
