import { type Config } from './config/config.js';
import { DEMO_STREAM } from './emulator/demo-world.js';

export interface Started {
  /** The URL of GraphQL, such as `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  readonly config: Config;
  /** The client for ApsaraVideo Live, `core` or `sdk@3.0.1`. */
  readonly client: string;
  /** The development token, only in `dev` mode. */
  readonly token: string | undefined;
  readonly emulatorEndpoint: string | undefined;
}

/** Returns the ready line, the last line of a start without a terminal, for scripts and supervisors. */
export function toReadyLine({ url, config, client, token }: Started): string {
  return JSON.stringify({
    event: 'ready',
    url,
    ...(config.console !== undefined && { console: toConsoleUrl(url) }),
    upstream: config.upstream.kind,
    client,
    ...(token !== undefined && { token }),
  });
}

/** Returns the next steps after the first start of the gateway, with commands to copy. */
export function toBanner({ url, config, token, emulatorEndpoint }: Started): string {
  const lines = [`apsara-live-gateway listens on ${url}`];
  if (config.console !== undefined) lines.push(`  console   ${toConsoleUrl(url)} in a browser`);
  if (!config.production) lines.push(`  explorer  ${url} in a browser`);
  if (token !== undefined) lines.push('', '  token', `  ${token}`);
  if (emulatorEndpoint !== undefined) {
    lines.push(
      '',
      '  The emulator replaces ApsaraVideo Live. Resume a forbidden stream:',
      '',
      toCurl(url, token),
      '',
      '  List the forbidden streams in the emulator, before and after:',
      '',
      `curl -s http://${emulatorEndpoint}/_emulator/forbidden`,
    );
  }
  return lines.join('\n');
}

function toConsoleUrl(url: string): string {
  return new URL('/console', url).href;
}

function toCurl(url: string, token: string | undefined): string {
  const query =
    'mutation($input: ResumeLiveStreamInput!) { resumeLiveStream(input: $input) { requestId stream { id } } }';
  const authorization = token === undefined ? '' : ` -H 'authorization: Bearer ${token}'`;
  const body = JSON.stringify({ query, variables: { input: DEMO_STREAM } });
  return `curl -s ${url} -H 'content-type: application/json'${authorization} -d '${body}'`;
}
