import { toVisible } from '../stream/name-look.js';
import { toShownName } from './list-encoding.js';
import { toNameWarnings } from './similar-names.js';
import { type StreamList } from './stream-list.js';
import { type Text } from './text/en.js';

const SHOWN = 3;

/** Creates the notice about a list before its job starts: the number of streams, the first three, and any warnings. */
export function toStartNotice(name: string, list: StreamList, { list: text }: Text): string[] {
  const { streams, encoding, isAmbiguous } = list;
  const different = new Set(streams.map(({ appName, streamName }) => `${appName}/${streamName}`)).size;
  const more = streams.length - SHOWN;
  return [
    text.summary(name, toShownName(encoding), different, streams.length - different),
    ...streams
      .slice(0, SHOWN)
      .map(({ appName, streamName }) => text.shownStream(toVisible(appName), toVisible(streamName))),
    ...(more > 0 ? [text.moreStreams(more)] : []),
    ...(isAmbiguous ? [text.ambiguous(name, toShownName(encoding))] : []),
    ...toNameWarnings(name, streams, text),
  ];
}
