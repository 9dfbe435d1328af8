/** The pool alone: what the package's own door loads beside it, fetch and the like, would take three times as long. */
declare module 'undici/lib/dispatcher/pool.js' {
  export { Pool as default } from 'undici';
}
