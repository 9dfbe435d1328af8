import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type EmulatorControls } from '../controls.js';
import { parseFault, parseFilter, parseForbid, parseOnline, parseSettings } from './admin-input.js';
import { parseCallbackFault, parseEncoder, parseStream } from './encoder-input.js';
import { UnknownDomainError } from '../world/domains.js';
import { InputFault } from './fields.js';

const PREFIX = '/_emulator/';
const MAX_BODY_BYTES = 1024 * 1024;
const LOOPBACK_ADDRESS = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
const LOOPBACK_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

export function isAdminPath(url: string | undefined): boolean {
  return url?.startsWith(PREFIX) ?? false;
}

/**
 * Returns whether the request comes from a program on the same machine. Only such a program may
 * change the emulator. The check of Host prevents DNS rebinding. The check of Origin refuses web
 * pages.
 */
function isAllowed({ socket, headers }: IncomingMessage): boolean {
  return (
    LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '') &&
    LOOPBACK_HOST.test(headers.host ?? '') &&
    headers.origin === undefined
  );
}

type Route = (controls: EmulatorControls, input: unknown, query: URLSearchParams) => unknown;

const ROUTES: Readonly<Record<string, Route>> = {
  'GET calls': (controls, _input, query) => controls.calls(parseFilter(query)),
  'GET forbidden': (controls) => controls.forbidden(),
  'GET online': (controls) => controls.online(),
  'GET encoders': (controls) => controls.encoders(),
  'POST encoders': (controls, input) => {
    controls.startEncoder(parseEncoder(input));
    return controls.encoders();
  },
  'DELETE encoders': (controls, input) => ({ stopped: controls.stopEncoder(parseStream(input)) }),
  'POST cut': (controls, input) => {
    controls.cut(parseStream(input));
    return {};
  },
  'GET callbacks': (controls) => controls.callbacks(),
  'GET callback-faults': (controls) => controls.callbackFaults(),
  'POST callback-faults': (controls, input) => {
    controls.injectCallbackFault(parseCallbackFault(input));
    return controls.callbackFaults();
  },
  'GET faults': (controls) => controls.faults(),
  'GET settings': (controls) => controls.settings(),
  'GET stats': (controls) => controls.stats(),
  'POST faults': (controls, input) => {
    controls.inject(parseFault(input));
    return controls.faults();
  },
  'DELETE faults': (controls) => {
    controls.clearFaults();
    return [];
  },
  'POST forbid': (controls, input) => ({ listed: controls.forbid(parseForbid(input)) }),
  'POST online': (controls, input) => ({ online: controls.publish(parseOnline(input)) }),
  'POST settings': (controls, input) => {
    controls.configure(parseSettings(input));
    return controls.settings();
  },
  'POST reset': (controls) => {
    controls.reset();
    return {};
  },
};

function send(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function parseBody(chunks: readonly Buffer[]): unknown {
  if (chunks.length === 0) return {};
  try {
    return JSON.parse(UTF_8.decode(Buffer.concat(chunks))) as unknown;
  } catch {
    throw new InputFault('the body is not JSON in UTF-8');
  }
}

function serve(
  controls: EmulatorControls,
  request: IncomingMessage,
  body: readonly Buffer[],
): [number, unknown] {
  const url = new URL(request.url ?? '', 'http://emulator.invalid');
  const route = ROUTES[`${request.method ?? ''} ${url.pathname.slice(PREFIX.length)}`];
  if (!route) return [404, { error: `routes of ${PREFIX}: ${Object.keys(ROUTES).join(', ')}` }];
  try {
    return [200, route(controls, parseBody(body), url.searchParams)];
  } catch (thrown) {
    if (thrown instanceof InputFault || thrown instanceof UnknownDomainError)
      return [400, { error: thrown.message }];
    return [500, { error: 'the emulator has an internal error' }];
  }
}

/** Answers `/_emulator/…` with JSON. The body is JSON too. Errors have the form `{error}`. */
export function handleAdminRequest(
  controls: EmulatorControls,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!isAllowed(request)) {
    response.shouldKeepAlive = false;
    send(response, 403, { error: 'the admin interface answers programs on this machine only' });
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  });
  request.on('end', () => {
    if (size > MAX_BODY_BYTES) send(response, 413, { error: 'the body is larger than 1 MiB' });
    else send(response, ...serve(controls, request, chunks));
  });
}
