/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^apsara-live-gateway[/-]client$': '<rootDir>/client/src/index.ts',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  testTimeout: 20_000,
  // Jest never frees the modules of a suite. With gigabytes of them, each garbage collection stops
  // the tests for seconds.
  workerIdleMemoryLimit: '1GB',
  // A failed test may leave a server open. A run in CI must still end.
  forceExit: process.env.CI !== undefined,
};
