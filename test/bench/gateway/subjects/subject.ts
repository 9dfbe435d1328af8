import { type IncomingMessage, type RequestListener, type Server, createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

/** The input that a front end sends. */
export interface Address {
  readonly domainName: string;
  readonly appName: string;
  readonly streamName: string;
}

/** Resumes one stream and returns Alibaba's RequestId. */
export type Resume = (address: Address) => Promise<string>;

export const ENDPOINT = process.env['LIVE_ENDPOINT'] ?? '';

export function toReady(url: string): void {
  process.stdout.write(`${JSON.stringify({ event: 'ready', url })}\n`);
}

export function serve(path: string, listener: RequestListener): Server {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1', () => {
    toReady(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  });
  return server;
}

/** Serves a minimal hand-written endpoint: it reads JSON, resumes, and returns JSON. */
export function serveByHand(resume: Resume): Server {
  return serve('/resume', (request, response) => {
    void readJson(request)
      .then((address) => resume(address))
      .then(
        (requestId) => {
          const body = JSON.stringify({ requestId });
          response.writeHead(200, {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          });
          response.end(body);
        },
        () => {
          response.writeHead(502).end();
        },
      );
  });
}

function readJson(request: IncomingMessage): Promise<Address> {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('error', reject);
    request.on('end', () => {
      try {
        resolve(JSON.parse(text) as Address);
      } catch (thrown) {
        reject(new Error('not JSON', { cause: thrown }));
      }
    });
  });
}
