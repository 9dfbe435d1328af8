import { readdirSync, readFileSync } from 'node:fs';

/** What a process holds of the machine. Linux only. */
export interface Vitals {
  readonly rssMib: number;
  readonly descriptors: number;
}

export function readVitals(pid: number): Vitals {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  return { rssMib: (pages * 4096) / 2 ** 20, descriptors: readdirSync(`/proc/${pid}/fd`).length };
}
