# The only place that names the base image. It is Debian, because the packages are tested on glibc.
FROM node:24-trixie-slim AS base

FROM base AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM base AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json tsconfig.client.json vite.config.ts ./
COPY client/src client/src
COPY schema schema
COPY src src
COPY tools tools
RUN npm run build
RUN mkdir data

FROM base
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DATABASE_URL=file:/data/gateway.db
WORKDIR /app
COPY LICENSE THIRD-PARTY-LICENSES.md package.json ./
COPY --from=packages /app/node_modules node_modules
COPY schema schema
COPY --from=build /app/dist dist
# The folder is empty. It exists because a new volume takes its owner from this folder.
COPY --from=build --chown=1000:1000 /app/data /data
VOLUME ["/data"]
# The user `node` of the base image, as a number, so that Kubernetes can verify that it is not root.
USER 1000:1000
EXPOSE 4000
# Liveness, not readiness: an outage of the database must not cause restarts.
HEALTHCHECK --interval=15s --timeout=3s --start-period=15s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# No shell and no npm in between, so that SIGTERM reaches the gateway and it can drain.
CMD ["node", "dist/main.js"]
