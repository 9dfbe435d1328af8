import { CommandFailed } from './command-failed.js';
import { type GatewayClient } from './gateway-client.js';
import { differenceOf, toVisible } from './similar-names.js';

export interface NamedStream {
  readonly domainName: string;
  readonly appName: string;
  readonly streamName: string;
}

interface ForbiddenPage {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Pick<NamedStream, 'appName' | 'streamName'>[];
}

interface Page {
  readonly liveDomain: { readonly forbiddenStreams: ForbiddenPage | null } | null;
}

/** The forbid list holds 10,000 streams. */
const MOST_PAGES = 20;

/**
 * A line about the forbidden stream whose name looks like that of another stream: they differ only in case, Unicode
 * normalization or invisible characters. Undefined where there is none, or where the list cannot be read.
 */
export async function findForbiddenLookalike(
  client: GatewayClient,
  stream: NamedStream,
): Promise<string | undefined> {
  const path = toPath(stream);
  try {
    for await (const other of readForbidden(client, stream.domainName)) {
      const difference = differenceOf(path, toPath(other));
      if (difference !== undefined)
        return `A forbidden stream differs from it only in ${difference}: "${toVisible(toPath(other))}"`;
    }
  } catch (thrown) {
    // The resume was done. What could help more is not worth an error.
    if (!(thrown instanceof CommandFailed)) throw thrown;
  }
  return undefined;
}

async function* readForbidden(
  client: GatewayClient,
  name: string,
): AsyncGenerator<Pick<NamedStream, 'appName' | 'streamName'>> {
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const variables: Record<string, string | null> = { name, after };
    const answer: Page = await client.ask<Page>('ForbiddenStreams', variables);
    const list: ForbiddenPage | null | undefined = answer.liveDomain?.forbiddenStreams;
    if (list === undefined || list === null) return;
    yield* list.nodes;
    if (!list.pageInfo.hasNextPage) return;
    after = list.pageInfo.endCursor;
  }
}

function toPath({ appName, streamName }: Pick<NamedStream, 'appName' | 'streamName'>): string {
  return `${appName}/${streamName}`;
}
