import { createHash } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { SECURITY_HEADERS } from './headers.js';

/** One prepared tab: a document, and variables that work against the seeded emulator. */
export interface ExplorerTab {
  readonly query: string;
  readonly variables?: string;
}

export interface ExplorerOptions {
  readonly tabs: readonly ExplorerTab[];
  /** Filled into the headers of every tab; a development token, worthless elsewhere. */
  readonly token?: string | undefined;
}

export interface Explorer {
  /** Whether the request is a browser's for the page and not a GraphQL query by GET. */
  wants(request: IncomingMessage): boolean;
  serve(request: IncomingMessage, response: ServerResponse): void;
}

interface Page {
  readonly gzip: Buffer;
  readonly plain: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** GraphiQL in one page that fetches nothing from anywhere: it works offline. Rendered when first asked for. */
export function createExplorer(options: ExplorerOptions): Explorer {
  let page: Page | undefined;
  return {
    wants: (request) =>
      request.method === 'GET' &&
      (request.headers.accept ?? '').includes('text/html') &&
      !/[?&]query=/.test(request.url ?? ''),
    serve(request, response) {
      page ??= renderPage(options);
      const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      const body = zipped ? page.gzip : page.plain;
      response.writeHead(200, {
        ...page.headers,
        ...(zipped && { 'content-encoding': 'gzip' }),
        'content-length': body.length,
      });
      response.end(body);
    },
  };
}

function renderPage({ tabs, token }: ExplorerOptions): Page {
  const headers =
    token === undefined ? undefined : JSON.stringify({ authorization: `Bearer ${token}` }, null, 2);
  const html = renderGraphiQL({
    title: 'apsara-live-gateway',
    endpoint: '/graphql',
    defaultTabs: tabs.map((tab) => ({ ...tab, ...(headers !== undefined && { headers }) })),
    ...(headers !== undefined && { headers, defaultHeaders: headers }),
    defaultEditorToolsVisibility: 'variables',
    shouldPersistHeaders: false,
  });
  const plain = Buffer.from(html);
  return {
    plain,
    gzip: gzipSync(plain, { level: 1 }),
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': toPolicy(html),
      vary: 'accept, accept-encoding',
    },
  };
}

/**
 * Only the page's own scripts run, named by their hashes. The editor makes its workers from blobs and writes style
 * elements, which is all that is let through beside them.
 */
function toPolicy(html: string): string {
  const hashes = Array.from(html.matchAll(/<script>([^]*?)<\/script>/g), ([, script = '']) => {
    const digest = createHash('sha256').update(script).digest('base64');
    return `'sha256-${digest}'`;
  });
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
