/** Where a command reads and writes. */
export interface Terminal {
  /** One line of the result. */
  readonly out: (line: string) => void;
  /** One line of what went wrong. */
  readonly err: (line: string) => void;
  /** Writes over the current line of a real terminal; undefined where there is none. */
  readonly overwrite: ((line: string) => void) | undefined;
  /** Characters in a line of it. */
  readonly columns: () => number;
  /** Calls back on Ctrl-C, once. */
  readonly onInterrupt: (callback: () => void) => void;
}

const CLEAR_LINE = '\r\u001b[2K';

export function createTerminal(process: NodeJS.Process): Terminal {
  const { stdout, stderr } = process;
  return {
    out: (line) => void stdout.write(`${line}\n`),
    err: (line) => void stderr.write(`${line}\n`),
    overwrite: stdout.isTTY ? (line) => void stdout.write(`${CLEAR_LINE}${line}`) : undefined,
    columns: () => (stdout.isTTY ? stdout.columns : 80),
    onInterrupt: (callback) => void process.once('SIGINT', callback),
  };
}
