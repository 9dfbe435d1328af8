import { type Socket } from 'node:net';

interface Seen {
  readonly id: number;
  carriedCall: boolean;
}

/** The open connections. Connections that carry only admin requests are not counted. */
export class Connections {
  readonly #open = new Map<Socket, Seen>();
  #nextId = 1;
  #carrying = 0;
  #mostCarrying = 0;

  opened(socket: Socket): void {
    const seen: Seen = { id: this.#nextId, carriedCall: false };
    this.#nextId += 1;
    this.#open.set(socket, seen);
    socket.once('close', () => {
      this.#open.delete(socket);
      if (seen.carriedCall) this.#carrying -= 1;
    });
  }

  /** Records an API call over this connection. Returns the number of the connection. */
  carried(socket: Socket): number {
    const seen = this.#open.get(socket);
    if (!seen) return 0;
    if (!seen.carriedCall) {
      seen.carriedCall = true;
      this.#carrying += 1;
      this.#mostCarrying = Math.max(this.#mostCarrying, this.#carrying);
    }
    return seen.id;
  }

  /**
   * Returns the number of open connections, and the highest number at once. Only connections that
   * have carried an API call count.
   */
  stats(): { open: number; mostOpen: number } {
    return { open: this.#carrying, mostOpen: this.#mostCarrying };
  }

  clear(): void {
    this.#mostCarrying = this.#carrying;
  }

  destroyAll(): void {
    for (const socket of this.#open.keys()) socket.destroy();
  }
}
