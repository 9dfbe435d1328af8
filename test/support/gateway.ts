import { createApp, type Overrides } from '../../src/app.js';
import { readConfig } from '../../src/config/read-config.js';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';

/** One error of a response. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface GraphqlAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly AnswerError[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as text. */
  readonly text: string;
  /** The body as JSON. */
  readonly body: GraphqlAnswer;
}

export interface TestGateway {
  /** `http://127.0.0.1:<port>/graphql`. */
  readonly url: string;
  /** The development token; undefined outside of `dev` mode. */
  readonly token: string | undefined;
  /** Injects faults and records calls. It does not listen if LIVE_UPSTREAM is `alibaba`. */
  readonly emulator: Emulator;
  /** The address of the emulator, `127.0.0.1:<port>`. */
  readonly emulatorEndpoint: string | undefined;
  /** Sends a POST with the token. Leaves out undefined headers: `{ authorization: undefined }`. */
  post(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string | undefined>>,
  ): Promise<Answer>;
  /** Reads the grants file again, as SIGHUP does. */
  reload(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Starts the whole gateway in this process, on a free loopback port, with an emulator as its
 * upstream.
 *
 * @param env settings that override PORT=0, LIVE_CLIENT=core, LOG_LEVEL=silent and a memory store
 * @param overrides replacements for parts, for example an `emulator` with other limits
 */
export async function startGateway(
  env: Readonly<Record<string, string>> = {},
  overrides: Overrides = {},
): Promise<TestGateway> {
  const emulator = overrides.emulator ?? createEmulator(demoWorld());
  const { config, secrets } = readConfig({
    PORT: '0',
    LIVE_CLIENT: 'core',
    LOG_LEVEL: 'silent',
    DATABASE_URL: 'file::memory:',
    ...env,
  });
  const gateway = await createApp(config, secrets, { lingerMs: 0, ...overrides, emulator });
  const { url } = await gateway.listen();
  const { token, emulatorEndpoint } = gateway;
  return {
    url,
    token,
    emulator,
    emulatorEndpoint,
    async post(query, variables, headers) {
      const response = await fetch(url, {
        method: 'POST',
        headers: toHeaders(token, headers),
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      const body = JSON.parse(text) as GraphqlAnswer;
      return { status: response.status, headers: response.headers, text, body };
    },
    reload: () => gateway.reload(),
    close: () => gateway.close(),
  };
}

function toHeaders(
  token: string | undefined,
  others: Readonly<Record<string, string | undefined>> = {},
): Headers {
  const all = {
    'content-type': 'application/json',
    authorization: token === undefined ? undefined : `Bearer ${token}`,
    ...others,
  };
  return new Headers(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
