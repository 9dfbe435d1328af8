/** GraphQL Code Generator in a front end that writes documents of its own: `codegen.ts`. */
import { type CodegenConfig } from '@graphql-codegen/cli';

// #region codegen
const config: CodegenConfig = {
  // A gateway in development answers introspection. schema/api.graphql of the gateway is the same.
  schema: 'http://127.0.0.1:4000/graphql',
  documents: ['src/**/*.ts', 'src/**/*.tsx'],
  generates: {
    'src/gql/': {
      preset: 'client',
      config: {
        // RFC 3339, as text: no GraphQL client makes a Date of it.
        scalars: { DateTime: 'string' },
        // The scalars of federation, which introspection shows too.
        defaultScalarType: 'unknown',
        useTypeImports: true,
      },
    },
  },
};

export default config;
// #endregion
