import { type Server, type ServerResponse } from 'node:http';
import { type Duplex } from 'node:stream';
import { endWithAnswer } from './end-connection.js';
import { SECURITY_HEADERS } from './headers.js';

/** The error codes of Node's parser for bytes that are no request, and the answers to them. */
const STATUS_BY_FAULT: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * Answers what is no HTTP, comes too slowly or has too large a header, as Node would, but with the headers that every
 * answer has; then closes the connection.
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
  // Node answers an unknown Expect by itself, and would leave the headers out.
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    response.writeHead(417, { ...SECURITY_HEADERS, 'content-length': 0, connection: 'close' });
    response.end();
  });
}
