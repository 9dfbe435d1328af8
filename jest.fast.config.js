import base from './jest.config.js';
import { fastSuitesOf } from './test/house/fast-suites.ts';
import { sourcesBelow } from './test/house/source.ts';

/** @type {import('jest').Config} */
const config = { ...base };
config.testMatch = fastSuitesOf([...sourcesBelow('src'), ...sourcesBelow('test')]).map(
  (path) => `<rootDir>/${path}`,
);

/** Runs only the fast suites: those without a process, a browser or a database. */
export default config;
