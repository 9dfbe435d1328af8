/** What ends a command with a message and no stack. Exit code 2 for wrong use and wrong input, 3 where it is not known whether it was done, 1 for the rest. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly exitCode: 1 | 2 | 3;

  constructor(exitCode: 1 | 2 | 3, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** @throws CommandFailed instead of what node:util's parseArgs throws, which is nothing but a TypeError */
export function parseStrictly<T>(parse: () => T): T {
  try {
    return parse();
  } catch (thrown) {
    throw new CommandFailed(2, (thrown as TypeError).message);
  }
}
