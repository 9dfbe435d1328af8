import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/**
 * A WebSocket that can break the rules of the protocol. It does not answer close frames, and a test
 * can pause its reading.
 */
export interface FrameSocket {
  readonly socket: Socket;
  /** Sends one masked frame. @param opcode 1 for text, 2 for binary, 8 for close, 9 for ping */
  frame(opcode: number, payload: string | Buffer, isFinal?: boolean): void;
  text(message: object | string): void;
  /** The close code of the server's close frame. */
  readonly closeCode: Promise<number>;
  /** Resolves when the server has ended the TCP connection. */
  readonly ended: Promise<void>;
}

const HANDSHAKE = [
  'GET /graphql HTTP/1.1',
  'host: localhost',
  'upgrade: websocket',
  'connection: Upgrade',
  'sec-websocket-version: 13',
  'sec-websocket-protocol: graphql-transport-ws',
];

export async function openFrames(url: string): Promise<FrameSocket> {
  const { port } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  const key = randomBytes(16).toString('base64');
  socket.write([...HANDSHAKE, `sec-websocket-key: ${key}`, '', ''].join('\r\n'));
  const ended = new Promise<void>((resolve) =>
    socket.once('close', () => {
      resolve();
    }),
  );
  const { promise: closeCode, resolve: close } = Promise.withResolvers<number>();
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) =>
    socket.once('data', () => {
      resolve();
    }),
  );
  let received = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (let size = frameSize(received); size !== undefined; size = frameSize(received)) {
      // A close frame may have no body. The code is then 1005 (RFC 6455, section 7.1.5).
      if (((received[0] ?? 0) & 0x0f) === 8) close(size < 4 ? 1005 : received.readUInt16BE(2));
      received = received.subarray(size);
    }
  });
  const frame: FrameSocket['frame'] = (opcode, payload, isFinal = true) => {
    socket.write(toFrame(opcode, Buffer.from(payload as string), isFinal));
  };
  const text: FrameSocket['text'] = (message) => {
    frame(1, typeof message === 'string' ? message : JSON.stringify(message));
  };
  return { socket, frame, text, closeCode, ended };
}

/**
 * Returns the size of the first frame; undefined if it is not complete. Frames of a server have no
 * mask.
 */
function frameSize(bytes: Buffer): number | undefined {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] ?? 0) & 0x7f;
  const head = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < head) return undefined;
  const length =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  return bytes.length < head + length ? undefined : head + length;
}

function toFrame(opcode: number, payload: Buffer, isFinal: boolean): Buffer {
  const mask = randomBytes(4);
  const { length } = payload;
  const head =
    length < 126
      ? Buffer.from([0, 0x80 | length])
      : length < 65_536
        ? Buffer.from([0, 0x80 | 126, length >> 8, length & 0xff])
        : Buffer.concat([Buffer.from([0, 0x80 | 127]), toUint64(length)]);
  head[0] = (isFinal ? 0x80 : 0) | opcode;
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([head, mask, masked]);
}

function toUint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
