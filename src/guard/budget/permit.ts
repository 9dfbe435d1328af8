import { type Reserved } from './permit-store.js';

/** Learns what became of the permits that it handed out. */
export interface PermitIssuer {
  used(permit: Permit): void;
  settled(permit: Permit, answered: boolean): void;
  returned(permit: Permit): void;
}

/** The right to make one call from `atMs` on. It ends settled or given back, once. */
export class Permit {
  readonly reserved: Reserved;
  /** When it may be used, and whose slot it is, on the guard's clock. */
  readonly atMs: number;
  readonly epoch: string;
  /** When its slot is free again according to the last report to the store, on the store's clock. */
  freeAtMs: number;
  usedAtMs = Infinity;
  #issuer: PermitIssuer | undefined;

  constructor(reserved: Reserved, atMs: number, epoch: string, issuer: PermitIssuer) {
    this.reserved = reserved;
    this.atMs = atMs;
    this.epoch = epoch;
    this.freeAtMs = reserved.freeAtMs;
    this.#issuer = issuer;
  }

  /** A call is made with it now. */
  use(nowMs: number): void {
    this.usedAtMs = nowMs;
    this.#issuer?.used(this);
  }

  /** The call counts: it was answered, so that it has arrived by now, or its outcome is unknown. */
  settle(answered: boolean): void {
    this.#issuer?.settled(this, answered);
    this.#issuer = undefined;
  }

  /** Nothing was sent: the slot is as free as it was. */
  giveBack(): void {
    this.#issuer?.returned(this);
    this.#issuer = undefined;
  }
}
