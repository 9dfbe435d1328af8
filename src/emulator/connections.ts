import { type Socket } from 'node:net';

interface Seen {
  readonly id: number;
  carriedCall: boolean;
}

/** The open connections. Those that only ever carry the admin interface are not counted. */
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

  /** Notes that a call of the API came over this connection and returns the connection's number. */
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

  /** Open now, and the most that were open at once; both of connections that have carried a call. */
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
