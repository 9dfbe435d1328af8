import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DockerfileParser, type Instruction } from 'dockerfile-ast';

export const ROOT = join(import.meta.dirname, '../..');

/** One instruction of the Dockerfile. */
export interface Step {
  /** `COPY`, in upper case. */
  readonly keyword: string;
  /** What stands behind the keyword and its flags. */
  readonly words: readonly string[];
  /** By name, `from`. */
  readonly flags: Readonly<Record<string, string>>;
  /** The exec form; undefined for what a shell would have to take apart. */
  readonly command: readonly string[] | undefined;
  /** Of ENV. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface Stage {
  /** `build`; empty for the last one. */
  readonly name: string;
  /** An image, or the name of a stage before. */
  readonly from: string;
  readonly steps: readonly Step[];
}

/** What has flags; the parser’s classes share no name for it. */
interface WithFlags extends Instruction {
  getFlags?(): readonly { getName(): string; getValue(): string | null }[];
}

export function readStages(dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')): readonly Stage[] {
  const instructions = DockerfileParser.parse(dockerfile).getInstructions();
  const stages: { name: string; from: string; steps: Step[] }[] = [];
  for (const instruction of instructions) {
    const step = toStep(instruction);
    const [image = '', , name = ''] = step.words;
    if (step.keyword === 'FROM') stages.push({ name, from: image, steps: [] });
    else stages.at(-1)?.steps.push(step);
  }
  return stages;
}

/** What the image is made of in the end. */
export function lastOf(stages: readonly Stage[]): Stage {
  const last = stages.at(-1);
  if (last === undefined) throw new Error('the Dockerfile has no stage');
  return last;
}

export function stepsOf(stage: Stage, keyword: string): readonly Step[] {
  return stage.steps.filter((step) => step.keyword === keyword);
}

function toStep(instruction: WithFlags): Step {
  const keyword = instruction.getKeyword();
  const words = instruction.getArguments().map((argument) => argument.getValue());
  const flags = instruction.getFlags?.() ?? [];
  return {
    keyword,
    words,
    flags: Object.fromEntries(flags.map((flag) => [flag.getName(), flag.getValue() ?? ''])),
    command: toCommand(instruction.getArgumentsContent() ?? ''),
    variables: keyword === 'ENV' ? toVariables(words) : {},
  };
}

function toVariables(words: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(words.map((word) => [word.split('=', 1).join(''), word.replace(/^[^=]*=/, '')]));
}

/** `["node", "main.js"]`, or the same behind HEALTHCHECK’s flags and CMD. */
function toCommand(text: string): readonly string[] | undefined {
  const array = text.slice(Math.max(text.indexOf('['), 0));
  try {
    return JSON.parse(array) as readonly string[];
  } catch {
    return undefined;
  }
}
