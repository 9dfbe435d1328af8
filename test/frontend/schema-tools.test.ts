import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const MODULES = join(process.cwd(), 'node_modules');
const SCHEMA = join(process.cwd(), 'schema/api.graphql');
const OPERATIONS = join(process.cwd(), 'schema/operations');
const DOCUMENTS = readdirSync(OPERATIONS)
  .filter((file) => file.endsWith('.graphql'))
  // Without comments, which may contain backticks.
  .map((file) => ({ file, text: readFileSync(join(OPERATIONS, file), 'utf8').replaceAll(/#.*/g, '') }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'schema-tools-'));
  mkdirSync(join(folder, 'src'));
  copyFileSync(SCHEMA, join(folder, 'schema.graphql'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function run(
  command: string,
  ...argv: readonly string[]
): { readonly code: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...argv], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, text: `${stdout}${stderr}` };
}

describe('Relay’s compiler', () => {
  /**
   * Adapts a document to Relay, which requires the name of the module before the name of an operation, its kind
   * after it, and no default for `Int!`.
   */
  const writeModule = (file: string, text: string): void => {
    const module = basename(file, '.graphql').replaceAll('-', '_');
    const document = text
      .replaceAll(/! = \w+/g, '!')
      .replace(
        /\b(query|mutation|subscription) \w+/,
        (_all, kind: string) => `${kind} ${module}${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
      );
    writeFileSync(
      join(folder, 'src', `${module}.ts`),
      `import { graphql } from 'relay-runtime';\n\nexport const document = graphql\`\n${document}\`;\n`,
    );
  };
  const compile = () => {
    writeFileSync(
      join(folder, 'relay.config.json'),
      JSON.stringify({
        src: './src',
        schema: './schema.graphql',
        language: 'typescript',
        customScalarTypes: { DateTime: 'string' },
        codegenCommand: null,
      }),
    );
    return run(join(MODULES, 'relay-compiler/cli.js'), 'relay.config.json');
  };

  test('accepts the schema with every document of schema/operations', () => {
    for (const { file, text } of DOCUMENTS) writeModule(file, text);
    const { code, text } = compile();
    expect(code === 0 ? '' : text).toBe('');
    const made = readdirSync(join(folder, 'src/__generated__')).filter((name) =>
      name.endsWith('.graphql.ts'),
    );
    expect(made).toHaveLength(DOCUMENTS.length);
  }, 60_000);

  test('accepts the lists as connections', () => {
    const of = (field: string): string =>
      `${field}(first: $count, after: $cursor) @connection(key: "connections_${field}") { edges { node { id } } }`;
    const fields = ['forbiddenStreams', 'onlineStreams', 'actions'].map(of).join(' ');
    writeModule(
      'connections.graphql',
      `query Q($name: String!, $count: Int!, $cursor: String) {
        liveDomain(name: $name) { ${fields} }
        ${of('liveDomains')} ${of('bulkResumes')}
      }`,
    );
    const { code, text } = compile();
    expect(code === 0 ? '' : text).toBe('');
  }, 60_000);

  test('refuses a field that the schema does not have', () => {
    writeModule('wrong.graphql', 'query Wrong { liveDomain(name: "a.b") { nothing } }');
    expect(compile()).toMatchObject({ code: 1, text: expect.stringContaining('nothing') as unknown });
  }, 60_000);
});

describe('gql.tada', () => {
  const check = (source: string) => {
    symlinkSync(MODULES, join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
    const plugins = [
      {
        name: 'gql.tada/ts-plugin',
        schema: './schema.graphql',
        tadaOutputLocation: './src/graphql-env.d.ts',
      },
    ];
    const compilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: 'es2024',
      module: 'nodenext',
      types: [],
      plugins,
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
    writeFileSync(
      join(folder, 'src/graphql.ts'),
      `import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env.js';
export const graphql = initGraphQLTada<{ introspection: introspection; scalars: { DateTime: string } }>();
export type { ResultOf } from 'gql.tada';
`,
    );
    writeFileSync(join(folder, 'src/page.ts'), source);
    const generated = run(join(MODULES, 'gql.tada/bin/cli.js'), 'generate-output');
    expect(generated).toMatchObject({ code: 0 });
    return run(join(MODULES, 'typescript/bin/tsc'), '-p', 'tsconfig.json');
  };

  const toSource = (assertion: string): string => `import { graphql, type ResultOf } from './graphql.js';
${DOCUMENTS.map(({ text }, index) => `export const document${index} = graphql(\`${text}\`);`).join('\n')}
const RESUME = graphql(\`
  mutation Resume($input: ResumeLiveStreamInput!) { resumeLiveStream(input: $input) { requestId wasForbidden } }
\`);
export const use = ({ resumeLiveStream }: ResultOf<typeof RESUME>): string | null =>
  ${assertion};
`;

  test('infers the types of every document of schema/operations from the schema', () => {
    const { code, text } = check(toSource('resumeLiveStream === null ? null : resumeLiveStream.requestId'));
    expect({ code, text }).toEqual({ code: 0, text: '' });
  }, 120_000);

  test('reports a type error for a field that the schema does not have', () => {
    const { code, text } = check(toSource('resumeLiveStream.requestId'));
    expect(code).not.toBe(0);
    expect(text).toContain('resumeLiveStream');
  }, 120_000);
});
