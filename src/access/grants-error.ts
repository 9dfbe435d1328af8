/** One thing wrong with a grants file. */
export interface GrantsFault {
  /** Where, as in `grants[0].domains[1]`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** A grants file that cannot be used. The message is one line and names every fault; it repeats no values. */
export class GrantsError extends Error {
  override readonly name = 'GrantsError';
  readonly faults: readonly GrantsFault[];

  constructor(fileName: string, faults: readonly GrantsFault[], options?: ErrorOptions) {
    const texts = faults.map(({ path, message }) => (path === '' ? message : `${path} ${message}`));
    super(`${fileName}: ${texts.join('; ')}`, options);
    this.faults = faults;
  }
}
