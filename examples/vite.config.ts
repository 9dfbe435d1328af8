/** The development server of a front end, with the gateway behind it: `vite.config.ts` of Vite. */
// #region proxy
export default {
  server: {
    proxy: {
      '/graphql': {
        target: 'http://127.0.0.1:4000',
        // Also proxy subscriptions over WebSocket.
        ws: true,
        // For a gateway on another host: send its own name in Host and, for a WebSocket, in Origin.
        changeOrigin: true,
        rewriteWsOrigin: true,
      },
    },
  },
};
// #endregion
