import { type Server, type ServerResponse } from 'node:http';
import { type Duplex } from 'node:stream';
import { endWithAnswer } from './end-connection.js';
import { SECURITY_HEADERS } from './headers.js';

/** The status of the answer for each error code of the HTTP parser of Node.js. */
const STATUS_BY_FAULT: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * Answers input that is not HTTP, arrives too slowly or has a header that is too large, and closes the
 * connection. The answers are those of Node.js, with the headers of every answer.
 */
export function answerBadConnections(server: Server): void {
  const current = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (request, response) => {
    current.set(request.socket, response);
  });
  server.on('clientError', (fault: NodeJS.ErrnoException, socket) => {
    const response = current.get(socket);
    const isMidAnswer = response !== undefined && response.headersSent && !response.writableFinished;
    if (!socket.writable || isMidAnswer || fault.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    endWithAnswer(socket, STATUS_BY_FAULT[fault.code ?? ''] ?? 400, SECURITY_HEADERS);
  });
  // By default, Node.js answers an unknown Expect header without these headers.
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    response.writeHead(417, { ...SECURITY_HEADERS, 'content-length': 0, connection: 'close' });
    response.end();
  });
}
