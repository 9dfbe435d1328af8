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
      // Callbacks of type-graphql and graphql-js name unused arguments: `(of) => X`, `(_, args)`.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_|^of$|^type$|^returns$' }],
      // type-graphql requires decorated classes. A resolver class may have no state.
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
    // Examples treat data from other services as nullable, even if the present schema does not.
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
