/** One thing wrong with a settings file. */
export interface FileFault {
  /** Where, as in `grants[0].domains[1]`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** A settings file that cannot be used. The message is one line and names every fault; it repeats no values. */
export class SettingsFileError extends Error {
  override readonly name: string = 'SettingsFileError';
  readonly faults: readonly FileFault[];

  constructor(fileName: string, faults: readonly FileFault[], options?: ErrorOptions) {
    const texts = faults.map(({ path, message }) => (path === '' ? message : `${path} ${message}`));
    super(`${fileName}: ${texts.join('; ')}`, options);
    this.faults = faults;
  }
}
