import { type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { takesGzip } from './accept.js';
import { type ExplorerOptions } from './explorer-page.js';
import { SECURITY_HEADERS } from './headers.js';

export { type ExplorerOptions, type ExplorerTab } from './explorer-page.js';

export interface Explorer {
  /**
   * Checks whether a browser requests the page. The page stores its query in the URL, so `?query=` also requests
   * the page.
   */
  wants(request: IncomingMessage): boolean;
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

interface Page {
  readonly gzip: Buffer;
  readonly plain: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Creates the explorer. It is loaded and rendered on the first request, because it is the largest part. */
export function createExplorer(options: ExplorerOptions): Explorer {
  let rendered: Promise<Page> | undefined;
  return {
    wants: (request) => request.method === 'GET' && (request.headers.accept ?? '').includes('text/html'),
    async serve(request, response) {
      const page = await (rendered ??= renderPage(options));
      const zipped = takesGzip(request);
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

async function renderPage(options: ExplorerOptions): Promise<Page> {
  const { toExplorerPage, toExplorerPolicy } = await import('./explorer-page.js');
  const html = toExplorerPage(options);
  const plain = Buffer.from(html);
  return {
    plain,
    gzip: gzipSync(plain, { level: 1 }),
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': toExplorerPolicy(html),
      vary: 'accept, accept-encoding',
    },
  };
}
