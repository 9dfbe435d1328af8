/**
 * The configuration of the development server of a front end, with the gateway behind it: `vite.config.ts` of
 * Vite.
 */
// #region proxy
export default {
  server: {
    proxy: {
      '/graphql': {
        target: 'http://127.0.0.1:4000',
        // Also proxies subscriptions over WebSocket.
        ws: true,
        // For a gateway on another host: sets its name in the headers Host and, for a WebSocket, Origin.
        changeOrigin: true,
        rewriteWsOrigin: true,
      },
    },
  },
};
// #endregion
