import { styleText } from 'node:util';
import { type Variables } from '../callback-account.js';
import { type Terminal } from '../terminal.js';
import { type Finding, type Level } from './finding.js';

const MARKS: Readonly<Record<Level, { readonly text: string; readonly color: 'green' | 'yellow' | 'red' }>> =
  {
    ok: { text: 'ok  ', color: 'green' },
    warning: { text: 'warn', color: 'yellow' },
    failure: { text: 'FAIL', color: 'red' },
  };

/**
 * Prints one line for each finding, and two more if there is something to do. Uses colour on a terminal, unless
 * NO_COLOR is set.
 */
export function printFindings(
  findings: readonly Finding[],
  { out }: Pick<Terminal, 'out'>,
  env: Variables,
): void {
  const isColored = process.stdout.isTTY && (env['NO_COLOR'] ?? '') === '';
  for (const { check, level, account, subject, found, meaning, action } of findings) {
    const { text, color } = MARKS[level];
    const mark = isColored ? styleText(color, text, { validateStream: false }) : text;
    const place = [check, account, subject].filter((part) => part !== undefined).join(' ');
    out(`${mark} ${place}: ${found}`);
    if (meaning !== undefined) out(`       ${meaning}`);
    if (action !== undefined) out(`       → ${action}`);
  }
}
