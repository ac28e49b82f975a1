import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SamplePeople } from './accounts/index.js';
import { AppModule, type Parts } from './app.module.js';
import { ensureSample, findSample, greeting } from './demo/index.js';
import { ENTITIES } from './entities.js';
import type { Time } from './platform/clock/clock.module.js';
import { SystemClock, SystemDice, SystemIds } from './platform/clock/system.js';
import type { Config } from './platform/config/config.js';
import type { Database } from './platform/database/database.js';
import { openCurrent } from './platform/database/database.module.js';
import type { EmbeddedFolder } from './platform/database/embedded-folder.js';
import { Jobs } from './platform/jobs/jobs.js';
import { createLog, NestLog } from './platform/log/log.js';
import { SocketAdapter } from './platform/realtime/socket.adapter.js';
import { installWeb, rewriteUrl } from './platform/web/web.plugin.js';

const BODY_LIMIT_BYTES = 1024 * 1024;

/** Ids of requests only name lines of the log; a story's ids stay its own. */
const requestIds = new SystemIds(new SystemClock(), new SystemDice());

/** Builds the whole product, without listening. Tests use it too, so that what they test is what runs. */
export async function build(parts: Parts): Promise<NestFastifyApplication> {
  const { config } = parts;
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: (_address: string, hop: number) => hop < config.TRUST_PROXY,
    rewriteUrl,
    genReqId: () => requestIds.next(),
    routerOptions: { ignoreTrailingSlash: true },
  });
  const logger = new NestLog(createLog(config.LOG_LEVEL));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), adapter, { logger, abortOnError: false });
  await installWeb(app);
  app.useWebSocketAdapter(new SocketAdapter(app));
  return app;
}

/** The product as a story needs it: over a database that stays open, telling nobody. */
export const storyOver =
  (database: Database) =>
  (config: Config, time: Time): DynamicModule =>
    AppModule.with({ config, database, closesDatabase: false, time, tellsPeople: false });

/** Opens the database, fills an empty trial installation with the sample cycle, listens, and greets whoever tries it out. */
export async function start(config: Config, folder: EmbeddedFolder | null): Promise<void> {
  const log = createLog(config.LOG_LEVEL);
  const database = await openCurrent(config, ENTITIES, log, folder);
  const hasSample = config.SAMPLE && (await ensureSample({ config, database, compose: storyOver(database) }, log));
  const app = await build({ config, database, closesDatabase: true, time: null });
  app.enableShutdownHooks([], { useProcessExit: true });
  const sample = hasSample ? await findSample(app) : null;
  app.get(SamplePeople).offer(sample?.people ?? []);
  await app.listen(config.PORT, config.HOST);
  // Pages need no queue: whoever waits for the first one does not wait for it.
  await app.get(Jobs).start();
  if (config.isDevelopment) process.stdout.write(greeting(app, sample));
}
