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

interface Answer {
  readonly liveDomain: { readonly forbiddenStreams: Page<Forbidden> | null } | null;
}

const NO_PAGE: Page<Forbidden> = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
/** The forbid list holds 10,000 streams. */
const MOST_PAGES = 20;

/**
 * A line about the forbidden stream whose name looks like that of another stream: they differ only in case, Unicode
 * normalization or invisible characters. Undefined where there is none, or where the list cannot be read.
 */
export async function findForbiddenLookalike(
  client: GatewayClient,
  stream: NamedStream,
  text: Text,
): Promise<string | undefined> {
  const path = toPath(stream);
  try {
    for await (const other of readForbidden(client, stream.domainName)) {
      const difference = differenceOf(path, toPath(other));
      if (difference !== undefined) return text.stream.lookalike(difference, toVisible(toPath(other)));
    }
  } catch (thrown) {
    // The resume was done. What could help more is not worth an error.
    if (!(thrown instanceof CommandFailed)) throw thrown;
  }
  return undefined;
}

function readForbidden(client: GatewayClient, name: string): AsyncGenerator<Forbidden, void, undefined> {
  let left = MOST_PAGES;
  return readPages(async (after) => {
    const { liveDomain } = await client.ask<Answer>('ForbiddenStreams', { name, after });
    const page = liveDomain?.forbiddenStreams ?? NO_PAGE;
    left -= 1;
    return left > 0 ? page : { ...page, pageInfo: NO_PAGE.pageInfo };
  });
}

function toPath({ appName, streamName }: Pick<NamedStream, 'appName' | 'streamName'>): string {
  return `${appName}/${streamName}`;
}
