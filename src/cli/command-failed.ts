import { EN, type Text } from './text/en.js';

/** A message in every language of the command, or in English alone. */
export type Message = string | ((text: Text) => string);

export const toText = (message: Message, text: Text): string =>
  typeof message === 'string' ? message : message(text);

/**
 * Ends a command with a message and no stack. The exit code is 2 for wrong use and wrong input, 3 if the
 * result of an action is unknown, and 1 for all other failures.
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

/** Turns the TypeError of parseArgs of node:util into a CommandFailed. @throws CommandFailed */
export function parseStrictly<T>(parse: () => T): T {
  try {
    return parse();
  } catch (thrown) {
    throw new CommandFailed(2, (thrown as TypeError).message);
  }
}
