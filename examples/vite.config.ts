/** The development server of a front end, with the gateway behind it: `vite.config.ts` of Vite. */
// #region proxy
export default {
  server: {
    proxy: {
      '/graphql': {
        target: 'http://127.0.0.1:4000',
        // Subscriptions over WebSocket, too.
        ws: true,
        // For a gateway on another host: its own name in the headers Host and, for a WebSocket, Origin.
        changeOrigin: true,
        rewriteWsOrigin: true,
      },
    },
  },
};
// #endregion
