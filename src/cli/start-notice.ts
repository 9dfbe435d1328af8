import { toVisible } from '../stream/name-look.js';
import { toShownName } from './list-encoding.js';
import { count } from './progress.js';
import { toNameWarnings } from './similar-names.js';
import { type StreamList } from './stream-list.js';

const SHOWN = 3;

/** The notice about a list before its job starts: how many streams, the first three, and what to look at. */
export function toStartNotice(name: string, list: StreamList): string[] {
  const { streams, encoding, isAmbiguous } = list;
  const different = new Set(streams.map(({ appName, streamName }) => `${appName}/${streamName}`)).size;
  const repeats = streams.length - different;
  const repeated =
    repeats === 0
      ? ''
      : `; ${count(repeats)} more ${repeats === 1 ? 'line repeats' : 'lines repeat'} one of them`;
  const more = streams.length - SHOWN;
  return [
    `${name} (${toShownName(encoding)}): ${count(different)} ${different === 1 ? 'stream' : 'streams'}${repeated}`,
    ...streams
      .slice(0, SHOWN)
      .map(({ appName, streamName }) => `  app "${toVisible(appName)}", stream "${toVisible(streamName)}"`),
    ...(more > 0 ? [`  and ${count(more)} more`] : []),
    ...(isAmbiguous
      ? [`Warning: ${name} is UTF-8 too. Check the names above: is it ${toShownName(encoding)}?`]
      : []),
    ...toNameWarnings(name, streams),
  ];
}
