import { readdirSync, readFileSync } from 'node:fs';

/** The resources of a process. Linux only. */
export interface Vitals {
  readonly rssMib: number;
  /** Open file descriptors, without the connections that clients keep open. */
  readonly descriptors: number;
}

/**
 * The state of connections in /proc/net/tcp that are not counted. A connection in another state
 * is a leak: its client has closed it.
 */
const ESTABLISHED = '01';

/** @param url the URL of the process, on loopback */
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
