import { differenceOf, toVisible } from '../stream/name-look.js';
import { CommandFailed } from './command-failed.js';
import { type GatewayClient } from './gateway-client.js';
import { type Page, readPages } from './pages.js';
import { type Text } from './text/en.js';

export interface NamedStream {
  readonly domainName: string;
  readonly appName: string;
  readonly streamName: string;
}

type Forbidden = Pick<NamedStream, 'appName' | 'streamName'>;

interface Domain {
  readonly forbiddenStreams: Page<Forbidden> | null;
}

const NO_PAGE: Page<Forbidden> = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
/** The forbid list has at most 10,000 streams. */
const MOST_PAGES = 20;

/**
 * Finds the forbidden stream whose name looks like that of another stream of the domain: they differ only in case,
 * Unicode normalization or invisible characters. The list is read once, and only as far as a search needs.
 *
 * @returns a function that returns a line about that stream, or undefined if there is none or the list cannot be read
 */
export function createLookalikeFinder(
  client: GatewayClient,
  domainName: string,
  text: Text,
): (stream: NamedStream) => Promise<string | undefined> {
  const unread = readForbidden(client, domainName);
  const read: string[] = [];
  return async (stream) => {
    const path = toPath(stream);
    for (let index = 0; ; index += 1) {
      if (index === read.length) {
        const next = await orNone(unread.next());
        if (next?.done !== false) return undefined;
        read.push(toPath(next.value));
      }
      const other = read[index] ?? '';
      const difference = differenceOf(path, other);
      if (difference !== undefined) return text.stream.lookalike(difference, toVisible(other));
    }
  };
}

/** The resume has succeeded. A failure of this additional search is therefore not an error. */
async function orNone<T>(value: Promise<T>): Promise<T | undefined> {
  try {
    return await value;
  } catch (thrown) {
    if (!(thrown instanceof CommandFailed)) throw thrown;
    return undefined;
  }
}

function readForbidden(client: GatewayClient, name: string): AsyncGenerator<Forbidden, void, undefined> {
  let left = MOST_PAGES;
  return readPages(async (after) => {
    const domain = await client.ask<Domain | null>('ForbiddenStreams', { name, after });
    const page = domain?.forbiddenStreams ?? NO_PAGE;
    left -= 1;
    return left > 0 ? page : { ...page, pageInfo: NO_PAGE.pageInfo };
  });
}

function toPath({ appName, streamName }: Pick<NamedStream, 'appName' | 'streamName'>): string {
  return `${appName}/${streamName}`;
}
