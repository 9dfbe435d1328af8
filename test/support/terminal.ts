import { type Terminal } from '../../src/cli/terminal.js';
import { EN, type Text } from '../../src/cli/text/en.js';

/** A terminal that keeps its output. */
export interface TestTerminal extends Terminal {
  readonly lines: readonly string[];
  readonly errors: readonly string[];
  readonly questions: readonly string[];
}

export interface TestTerminalOptions {
  /** The answer to every question. If absent, the terminal is not interactive, as in a script. */
  readonly answer?: boolean;
  /** The standard input. */
  readonly input?: Buffer;
  /** Default: English. */
  readonly text?: Text;
}

export function createTestTerminal({
  answer,
  input = Buffer.alloc(0),
  text = EN,
}: TestTerminalOptions = {}): TestTerminal {
  const [lines, errors, questions]: [string[], string[], string[]] = [[], [], []];
  const confirm = (question: string): Promise<boolean> => {
    questions.push(question);
    return Promise.resolve(answer === true);
  };
  return {
    text,
    lines,
    errors,
    questions,
    out: (line) => void lines.push(line),
    err: (line) => void errors.push(line),
    overwrite: undefined,
    columns: () => 80,
    onInterrupt: () => undefined,
    confirm: answer === undefined ? undefined : confirm,
    readInput: () => Promise.resolve(input),
  };
}
