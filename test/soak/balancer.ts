import { type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { type HttpServer, serveHttp } from '../support/http-server.js';

/**
 * Creates a load balancer. It distributes requests without a body to the replicas in turn, and
 * tries the next replica if one refuses the connection.
 */
export function createBalancer(urls: readonly string[]): Promise<HttpServer> {
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
  return serveHttp((request, response) => {
    forward(request, response, urls.length - 1);
  });
}
