import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';

/** An HTTP server on a free port of this machine. */
export interface HttpServer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Closes the server and its connections. */
  readonly close: () => Promise<void>;
}

export async function serveHttp(handle: RequestListener): Promise<HttpServer> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
