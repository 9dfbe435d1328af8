import { validate, ValidationSeverity } from 'dockerfile-utils';
import { VARIABLES } from '../../src/config/env.js';
import { type Variable } from '../../src/config/variable.js';

/** One instruction: `COPY` and its arguments. Lines that end with a backslash are joined. */
export interface Instruction {
  readonly keyword: string;
  readonly text: string;
}

const { ERROR } = ValidationSeverity;
const STRICT = {
  deprecatedMaintainer: ERROR,
  directiveCasing: ERROR,
  emptyContinuationLine: ERROR,
  instructionCasing: ERROR,
  instructionCmdMultiple: ERROR,
  instructionEntrypointMultiple: ERROR,
  instructionHealthcheckMultiple: ERROR,
  instructionJSONInSingleQuotes: ERROR,
  instructionWorkdirRelative: ERROR,
};

/** The instructions in order, without comments. */
export function readInstructions(dockerfile: string): readonly Instruction[] {
  const lines = dockerfile.replace(/\\\n/g, ' ').split('\n');
  return lines
    .filter((line) => /^\s*[A-Za-z]/.test(line))
    .map((line) => {
      const [keyword = '', ...rest] = line.trim().split(/\s+/);
      return { keyword: keyword.toUpperCase(), text: rest.join(' ') };
    });
}

/** The text behind each instruction of this keyword in the last stage, which is the image. */
export function textsOf(dockerfile: string, keyword: string): readonly string[] {
  const all = readInstructions(dockerfile);
  const start = all.findLastIndex((one) => one.keyword === 'FROM');
  return all
    .slice(start)
    .filter((one) => one.keyword === keyword)
    .map(({ text }) => text);
}

/** The variables that the image sets. */
export function variablesOf(dockerfile: string): Readonly<Record<string, string>> {
  const pairs = textsOf(dockerfile, 'ENV').flatMap((text) => text.split(' '));
  return Object.fromEntries(pairs.map((pair) => [pair.split('=', 1).join(''), pair.replace(/^[^=]*=/, '')]));
}

/**
 * Returns the faults of a Dockerfile: those that dockerfile-utils finds, and those against the rules of this project.
 * @param engines the range of Node.js versions that package.json allows, `>=22.19`
 */
export function faultsOf(dockerfile: string, engines: string): readonly string[] {
  const faults = validate(dockerfile, STRICT).map(
    ({ message, range }) =>
      `line ${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`,
  );
  const all = readInstructions(dockerfile);
  const stages = new Set(all.flatMap(({ text }) => / AS (\S+)$/i.exec(text)?.[1] ?? []));
  const images = all
    .filter(({ keyword, text }) => keyword === 'FROM' && !stages.has(text.split(' ', 1).join('')))
    .map(({ text }) => text.split(' ', 1).join(''));
  // A tag without a minor version means the newest version of its major version.
  const lowest = Number(/^>=(\d+)/.exec(engines)?.[1]);
  for (const image of images)
    if (!(Number(/^node:(\d+)-[a-z]+-slim$/.exec(image)?.[1]) >= lowest))
      faults.push(`FROM ${image} is no Node.js ${engines}`);
  if (!/^[1-9]\d*:[1-9]\d*$/.test(textsOf(dockerfile, 'USER').at(-1) ?? ''))
    faults.push('USER is not a number above 0, so that Kubernetes cannot see that it is not root');
  if (textsOf(dockerfile, 'CMD').at(-1)?.startsWith('["node", ') !== true)
    faults.push('CMD does not start node itself, so that SIGTERM does not reach it');
  const read: Readonly<Record<string, Variable<unknown>>> = VARIABLES;
  const set = all.filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG').map(({ text }) => text);
  for (const pair of set.flatMap((text) => text.split(' '))) {
    const [name = '', value = ''] = pair.split('=');
    if (read[name] === undefined) faults.push(`${name} is not a setting`);
    else if (read[name].secret === true && !value.startsWith('file:')) faults.push(`${name} is a secret`);
  }
  for (const source of sourcesOf(all))
    if (/^(?:\.|\.\/|\/)$|\*/.test(source)) faults.push(`COPY ${source} takes all that is there`);
  return faults;
}

/** Returns the names that are copied from the build context. */
export function sourcesOf(instructions: readonly Instruction[]): readonly string[] {
  return instructions
    .filter(({ keyword, text }) => keyword === 'COPY' && !text.includes('--from='))
    .flatMap(({ text }) => text.split(' ').slice(0, -1));
}
