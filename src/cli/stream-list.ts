import { type ListFileFault } from '../list-file/fault.js';
import { type ListedStream, parseList } from '../list-file/parse-list.js';
import { type Message } from './command-failed.js';
import { decodeList } from './list-encoding.js';
import { type ListFault, listRefused } from './list-refused.js';

export interface StreamList {
  readonly streams: readonly ListedStream[];
  /** Its name in the Encoding Standard, in lower case. */
  readonly encoding: string;
  /** Whether the bytes are also valid UTF-8, although another encoding was named. */
  readonly isAmbiguous: boolean;
}

/**
 * Decodes and parses a list of streams.
 *
 * @param name the name of the list in messages
 * @param encoding the encoding that `parseEncoding` returned
 * @throws CommandFailed that names up to ten invalid lines
 */
export function parseStreamList(bytes: Uint8Array, name: Message, encoding?: string): StreamList {
  const decoded = decodeList(bytes, encoding);
  if (isFault(decoded)) throw listRefused(name, [decoded]);
  const { streams, faults } = parseList(decoded.text);
  if (faults !== undefined)
    throw listRefused(
      name,
      faults.map((fault) => ({ line: fault.line, message: toMessage(fault) })),
    );
  return { streams, encoding: decoded.encoding, isAmbiguous: decoded.isAmbiguous };
}

function isFault(value: object): value is ListFault {
  return 'message' in value;
}

function toMessage(fault: ListFileFault): Message {
  switch (fault.kind) {
    case 'cells':
      return ({ list }) => list.cells(fault.count);
    case 'noWildcard':
      return ({ list }) => list.app(list.noWildcard);
    case 'name':
      return ({ list, gateway }) => list[fault.what](gateway.violation(fault.fault.message));
    default:
      return ({ list }) => list[fault.kind];
  }
}
