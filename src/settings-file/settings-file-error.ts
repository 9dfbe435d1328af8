/** One fault in a settings file. */
export interface FileFault {
  /** The position, such as `grants[0].domains[1]`. Empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

/** The error for a settings file that cannot be used. Its message is one line with every fault, without values. */
export class SettingsFileError extends Error {
  override readonly name: string = 'SettingsFileError';
  readonly faults: readonly FileFault[];

  constructor(fileName: string, faults: readonly FileFault[], options?: ErrorOptions) {
    const texts = faults.map(({ path, message }) => (path === '' ? message : `${path} ${message}`));
    super(`${fileName}: ${texts.join('; ')}`, options);
    this.faults = faults;
  }
}
