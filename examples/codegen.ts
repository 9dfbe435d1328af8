/** The configuration of GraphQL Code Generator for a front end with its own documents: `codegen.ts`. */
import { type CodegenConfig } from '@graphql-codegen/cli';

// #region codegen
const config: CodegenConfig = {
  // A gateway in development supports introspection. The file schema/api.graphql of the gateway has the same
  // schema.
  schema: 'http://127.0.0.1:4000/graphql',
  documents: ['src/**/*.ts', 'src/**/*.tsx'],
  generates: {
    'src/gql/': {
      preset: 'client',
      config: {
        // RFC 3339, as text. GraphQL clients do not convert it to a Date.
        scalars: { DateTime: 'string' },
        // The scalars of federation, which introspection also returns.
        defaultScalarType: 'unknown',
        useTypeImports: true,
      },
    },
  },
};

export default config;
// #endregion
