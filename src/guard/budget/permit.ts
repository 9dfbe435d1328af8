import { type Reserved } from './permit-store.js';

/** Receives the use, the end or the return of each permit that it issued. */
export interface PermitIssuer {
  used(permit: Permit): void;
  settled(permit: Permit, answered: boolean): void;
  returned(permit: Permit): void;
}

/** The right to make one call from `atMs` on. A permit is either settled or returned, once. */
export class Permit {
  readonly reserved: Reserved;
  /** The earliest time of use, on the guard's clock. */
  readonly atMs: number;
  readonly epoch: string;
  /** The time when the slot is free again, as last reported to the store, on the store's clock. */
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

  /** Called when a call is made with the permit. */
  use(nowMs: number): void {
    this.usedAtMs = nowMs;
    this.#issuer?.used(this);
  }

  /**
   * Called when the call has ended and counts. Either it was answered, so it has arrived, or its outcome is unknown.
   */
  settle(answered: boolean): void {
    this.#issuer?.settled(this, answered);
    this.#issuer = undefined;
  }

  /** Called if no call was sent. The slot gets its former time. */
  giveBack(): void {
    this.#issuer?.returned(this);
    this.#issuer = undefined;
  }
}
