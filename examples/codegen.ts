/** GraphQL Code Generator in a front end that writes documents of its own: `codegen.ts`. */
import { type CodegenConfig } from '@graphql-codegen/cli';

// #region codegen
const config: CodegenConfig = {
  // A gateway in development allows introspection. The file schema/api.graphql of the gateway is the same schema.
  schema: 'http://127.0.0.1:4000/graphql',
  documents: ['src/**/*.ts', 'src/**/*.tsx'],
  generates: {
    'src/gql/': {
      preset: 'client',
      config: {
        // An RFC 3339 string: GraphQL clients do not convert it to a Date.
        scalars: { DateTime: 'string' },
        // The scalars of federation, which introspection also shows.
        defaultScalarType: 'unknown',
        useTypeImports: true,
      },
    },
  },
};

export default config;
// #endregion
