import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const LITERAL_SPREAD = {
  selector: 'SpreadElement > :matches(ObjectExpression, ArrayExpression)',
  message: 'Write the members of the inner literal in the outer one.',
};
const ENVIRONMENT = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is read in src/start.ts and handed down as config.',
};

export default tseslint.config(
  {
    ignores: [
      'dist',
      'client/dist',
      '.bench',
      'coverage',
      'node_modules',
      'schema/client',
      'schema/console',
      'data',
      'docs/.vitepress/dist',
      'docs/.vitepress/cache',
    ],
  },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // type-graphql's and graphql-js's callbacks name arguments for the reader: `(of) => X`, `(_parent, args)`.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_|^of$|^type$|^returns$' }],
      // A resolver class may have no state; a decorated class is what type-graphql reads.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      'no-restricted-syntax': ['error', LITERAL_SPREAD, ENVIRONMENT],
      eqeqeq: 'error',
    },
  },
  {
    files: [
      'src/start.ts',
      'src/emulator/main.ts',
      'src/cli/**',
      'test/**',
      'tools/**',
      'docs/.vitepress/**',
      'examples/**',
      '*.config.{js,ts}',
    ],
    rules: { 'no-restricted-syntax': ['error', LITERAL_SPREAD] },
  },
  {
    // Examples treat as nullable what the gateway reads from elsewhere, whatever the present schema promises.
    files: ['examples/**'],
    rules: { '@typescript-eslint/no-unnecessary-condition': 'off' },
  },
  {
    files: ['**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', fetch: 'readonly', URL: 'readonly' },
    },
  },
);
