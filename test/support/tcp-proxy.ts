import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy on loopback that can interrupt and restore its connections on the same port. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Accepts connections but forwards no bytes, as a network that drops packets. */
  stall(): void;
  /** Breaks the connection of the next answer. The answer is lost. */
  loseNextAnswer(): void;
  /** Forwards new connections to another port. Open connections do not change. */
  lead(port: number): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function createTcpProxy(target: {
  readonly host: string;
  readonly port: number;
}): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let stalled = false;
  let losesNext = false;
  let { port: targetPort } = target;
  const server = createServer((client) => {
    const upstream = connect({ host: target.host, port: targetPort });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => {
        if (losesNext && from === upstream) {
          losesNext = false;
          client.destroy();
        } else if (!stalled) to.write(bytes);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const cut = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    cut,
    stall: () => {
      stalled = true;
    },
    loseNextAnswer: () => {
      losesNext = true;
    },
    lead: (port) => {
      targetPort = port;
    },
    mend: async () => {
      // The dropped bytes are lost, so stalled connections are unusable.
      if (stalled) for (const socket of sockets) socket.destroy();
      stalled = false;
      if (!server.listening) await listen(port);
    },
    close: cut,
  };
}
