import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface Balancer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  close(): void;
}

/** Leads requests without a body to replicas in turns, and to the next one where a replica takes no connections. */
export async function createBalancer(urls: readonly string[]): Promise<Balancer> {
  let turn = 0;
  const forward = (request: IncomingMessage, response: ServerResponse, left: number): void => {
    turn += 1;
    const { host, port } = new URL(urls[turn % urls.length] ?? '');
    const sent = httpRequest({
      host: host.split(':')[0],
      port,
      path: request.url,
      method: request.method,
      headers: request.headers,
      agent: false,
    });
    sent.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502);
      answer.pipe(response);
    });
    sent.on('error', (fault: NodeJS.ErrnoException) => {
      if (fault.code === 'ECONNREFUSED' && left > 0) forward(request, response, left - 1);
      else if (!response.headersSent) response.writeHead(502).end();
      else response.destroy();
    });
    sent.end();
  };
  const server = createServer((request, response) => {
    forward(request, response, urls.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
