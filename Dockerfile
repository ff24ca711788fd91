FROM node:24-bookworm-slim
WORKDIR /app
RUN mkdir /data && chown node:node /app /data
USER node

# Packages change less often than code: a layer of their own.
COPY --chown=node:node package.json package-lock.json .npmrc ./
COPY --chown=node:node scripts/bootstrap.mjs scripts/
RUN NODE_ENV=production node scripts/bootstrap.mjs install
COPY --chown=node:node . .

ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --start-period=30s CMD ["node", "-e", "fetch('http://localhost:3000/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: signals reach the server, which ends what it is doing and stops.
CMD ["node", "scripts/bootstrap.mjs", "start"]
