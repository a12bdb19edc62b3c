# syntax=docker/dockerfile:1

# Built once on the machine's own platform: packages hold compiled parts.
FROM node:22-slim AS build
WORKDIR /app
# Packages change seldom: their layer is kept while the code changes.
COPY package.json package-lock.json ./
RUN npm ci --include=dev --include=optional --no-audit --no-fund
COPY . .
# Generates the database client, builds the pages and notes that both are of this very code, so that starting
# does neither again.
RUN node lib/cli/launch.mjs build && rm -rf .next/cache

FROM node:22-slim
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    HOST=0.0.0.0 \
    PORT=3000 \
    CONCORD_DATA_DIR=/data
WORKDIR /app
COPY --from=build --chown=node:node /app ./
# The embedded Postgres (used when DATABASE_URL is not given) and backups before upgrades live here.
RUN mkdir -m 700 /data && chown node:node /app /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Ends by itself within 20 seconds of SIGTERM, once the requests that are being answered are.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "lib/cli/launch.mjs"]
CMD ["start"]
