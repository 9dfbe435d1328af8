import { EN, type Text } from './text/en.js';

/** A message in every language of the command, or in English alone. */
export type Message = string | ((text: Text) => string);

export const toText = (message: Message, text: Text): string =>
  typeof message === 'string' ? message : message(text);

/**
 * Ends a command with a message and no stack. Exit code 2 for wrong use and wrong input, 3 where it is not known whether
 * it was done, 1 for the rest.
 */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly exitCode: 1 | 2 | 3;
  readonly #message: Message;

  constructor(exitCode: 1 | 2 | 3, message: Message) {
    super(toText(message, EN));
    this.exitCode = exitCode;
    this.#message = message;
  }

  /** The message in a language. */
  in(text: Text): string {
    return toText(this.#message, text);
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
