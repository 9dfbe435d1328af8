import { readdirSync, readFileSync } from 'node:fs';

/** What a process holds of the machine. Linux only. */
export interface Vitals {
  readonly rssMib: number;
  /** But for connections that its clients keep open: how many those are is up to the clients. */
  readonly descriptors: number;
}

/** The states of /proc/net/tcp that count: a process that keeps a connection whose client has gone has a leak. */
const ESTABLISHED = '01';

/** @param url where the process listens, on loopback */
export function readVitals(pid: number, url: string): Vitals {
  const open = readdirSync(`/proc/${pid}/fd`).length;
  return { rssMib: readRssMib(pid), descriptors: open - countClients(Number(new URL(url).port)) };
}

export function readRssMib(pid: number): number {
  return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 2 ** 20;
}

function countClients(port: number): number {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, address, , state]) => address?.endsWith(local) === true && state === ESTABLISHED).length;
}
