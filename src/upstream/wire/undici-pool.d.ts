/** Only the pool. The main entry of the package also loads fetch and other parts, which takes three times as long. */
declare module 'undici/lib/dispatcher/pool.js' {
  export { Pool as default } from 'undici';
}
