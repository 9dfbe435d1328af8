import { connect } from 'node:net';
import { type CallOptions, signedHeaders } from './signed-call.js';
import { RESUME } from './world.js';

/** The bytes of one answer on a socket, and the end of the connection. */
export interface RawAnswer {
  /** All bytes until `until` returned true or the connection ended, as latin1. */
  readonly text: string;
  /** `end`: by FIN. `reset`: by RST. `open`: `until` returned true before the end. */
  readonly ending: 'end' | 'reset' | 'open';
}

/**
 * Sends a signed ResumeLiveStream over a new socket. Reads until the connection ends or `until`
 * returns true, and then destroys the socket.
 */
export function callRaw(
  endpoint: string,
  until: (text: string) => boolean = () => false,
  options: CallOptions = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(`http://${endpoint}`);
  const headers = signedHeaders(endpoint, 'ResumeLiveStream', RESUME, options);
  const head = Object.entries({ ...headers, 'content-length': '0' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        [`POST /?${new URLSearchParams(RESUME).toString()} HTTP/1.1`, ...head, '', ''].join('\r\n'),
      );
    });
    const settle = (ending: RawAnswer['ending']): void => {
      socket.destroy();
      resolve({ text, ending });
    };
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (until(text)) settle('open');
    });
    socket.on('end', () => {
      settle('end');
    });
    socket.on('error', (fault: NodeJS.ErrnoException) => {
      if (fault.code === 'ECONNRESET') settle('reset');
      else reject(fault);
    });
  });
}

/** Returns the body of a raw answer. */
export function bodyOf({ text }: RawAnswer): string {
  return text.slice(text.indexOf('\r\n\r\n') + 4);
}
