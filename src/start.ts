import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { readConfig, type Config } from './platform/config/config.js';
import { SocketAdapter } from './platform/realtime/socket.adapter.js';
import { installWeb, rewriteUrl } from './platform/web/web.plugin.js';

const BODY_LIMIT_BYTES = 1024 * 1024;

/** Builds the whole product over these settings, without listening. Tests use it too, so that what they test is what runs. */
export async function build(config: Config): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: (_address: string, hop: number) => hop < config.TRUST_PROXY,
    rewriteUrl,
    routerOptions: { ignoreTrailingSlash: true },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, { logger: false, abortOnError: false });
  await installWeb(app);
  app.useWebSocketAdapter(new SocketAdapter(app));
  app.enableShutdownHooks();
  return app;
}

export async function start(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const config = readConfig(environment);
  const app = await build(config);
  await app.listen(config.PORT, config.HOST);
}
