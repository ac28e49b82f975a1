# syntax=docker/dockerfile:1

FROM node:24-bookworm-slim AS build
WORKDIR /mesa
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json .swcrc ./
COPY src src
COPY views views
# Of what was installed only what runs stays: no tools, and no Node beside the image's own.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/node-linux-* node_modules/.bin node_modules/.cache

FROM node:24-bookworm-slim
# No package manager where nothing is installed any more.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/np[mx] /usr/local/bin/corepack /opt/yarn-* /usr/local/bin/yarn* \
  && install --directory --owner=10001 --group=10001 --mode=0750 /var/lib/mesa
WORKDIR /mesa
COPY --from=build /mesa/package.json ./
COPY --from=build /mesa/node_modules node_modules
COPY --from=build /mesa/dist dist
COPY --from=build /mesa/views views
COPY LICENSE ./
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 VAR_DIR=/var/lib/mesa
USER 10001:10001
VOLUME /var/lib/mesa
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Before a new version serves, `node dist/migrate.js` runs once with DATABASE_MIGRATION_URL: see docker-compose.yml.
CMD ["node", "--enable-source-maps", "dist/main.js"]
