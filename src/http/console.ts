import { randomBytes } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { takesGzip } from './accept.js';
import { type ConsoleFile, createConsoleFiles } from './console-files.js';
import { dropUnread } from './end-connection.js';
import { SECURITY_HEADERS } from './headers.js';
import { respondJson } from './respond.js';

/** The sign-in of the console. It is sent to the browser unchanged. */
export type ConsoleSignIn =
  | {
      readonly mode: 'oidc';
      readonly issuer: string;
      readonly clientId: string;
      readonly scope: string;
      readonly audience: string;
    }
  /** The development token, which is not valid for any other gateway. */
  | { readonly mode: 'token'; readonly token: string }
  | { readonly mode: 'none' };

export interface ConsoleOptions {
  /** The folder of the built front end. */
  readonly folder: string;
  readonly signIn: ConsoleSignIn;
  /** Whether the gateway executes only trusted documents. Then the console sends the hashes of its documents. */
  readonly usesHashes: boolean;
}

export interface Console {
  wants(path: string): boolean;
  serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
}

const ROOT = '/console';
/** The placeholder that Vite writes into the page for a nonce. */
const NONCE_PLACE = 'CONSOLE_NONCE';

/**
 * Creates the operator console: static files, one page for every path below `/console`, and the settings of the
 * sign-in. No file is read before the first request.
 */
export function createConsole({ folder, signIn, usesHashes }: ConsoleOptions): Console {
  const files = createConsoleFiles(folder);
  return {
    wants: (path) => path === ROOT || path.startsWith(`${ROOT}/`),
    async serve(request, response, path) {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        respondJson(response, 405, { status: 'method not allowed' }, { allow: 'GET, HEAD' });
        return;
      }
      const name = path.slice(ROOT.length + 1);
      if (name === 'settings.json') respondJson(response, 200, { signIn, usesHashes });
      else if (name.startsWith('assets/')) await sendAsset(request, response, await files.find(name));
      else await sendPage(response, await files.find('index.html'), signIn);
    },
  };
}

async function sendAsset(
  request: IncomingMessage,
  response: ServerResponse,
  file: ConsoleFile | undefined,
): Promise<void> {
  if (file === undefined) {
    respondJson(response, 404, { status: 'not found', see: ROOT });
    return;
  }
  const zipped = takesGzip(request);
  const body = await (zipped ? file.readGzip() : file.read());
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    // The name of an asset contains the hash of its content.
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': file.contentType,
    'content-length': body.length,
    vary: 'accept-encoding',
    ...(zipped && { 'content-encoding': 'gzip' }),
  });
  dropUnread(response);
  response.end(body);
}

async function sendPage(
  response: ServerResponse,
  file: ConsoleFile | undefined,
  signIn: ConsoleSignIn,
): Promise<void> {
  if (file === undefined) {
    respondJson(response, 404, { status: 'the console has not been built' });
    return;
  }
  const nonce = randomBytes(16).toString('base64url');
  const html = (await file.read()).toString().replaceAll(NONCE_PLACE, nonce);
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'content-type': file.contentType,
    'content-length': Buffer.byteLength(html),
    'content-security-policy': toPolicy(nonce, signIn),
  });
  dropUnread(response);
  response.end(html);
}

/**
 * Returns the content security policy. The component library writes style elements with the nonce. The console
 * sends requests to the gateway and the identity provider.
 */
function toPolicy(nonce: string, signIn: ConsoleSignIn): string {
  const provider = signIn.mode === 'oidc' ? ` ${new URL(signIn.issuer).origin}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${provider}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
