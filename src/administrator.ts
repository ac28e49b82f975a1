// `npm run administrator -- person@example.org`: makes a person administrator of this instance, who then signs in by e-mail as everybody does.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AccountsService } from './accounts/index.js';
import { AppModule } from './app.module.js';
import { ENTITIES } from './entities.js';
import { emailAddress } from './kernel/text.js';
import { configOrExit, exitRefused } from './platform/config/start.js';
import { StartRefused } from './platform/config/start-refused.js';
import { openCurrent } from './platform/database/database.module.js';
import { createLog, NestLog } from './platform/log/log.js';

const config = configOrExit();
try {
  const email = emailAddress.safeParse(process.argv[2]);
  if (!email.success)
    throw new StartRefused('no-address', 'Name the e-mail address of the person: npm run administrator -- person@example.org');
  const log = createLog('warn');
  const database = await openCurrent(config, ENTITIES, log);
  const module = AppModule.with({ config, database, closesDatabase: true, time: null, tellsPeople: false });
  const app = await NestFactory.createApplicationContext(module, { logger: new NestLog(log), abortOnError: false });
  try {
    const isNew = await app.get(AccountsService).appointAdministrator(email.data, config.DEFAULT_LOCALE);
    process.stdout.write(`${email.data} ${isNew ? 'is now' : 'was already'} administrator of this instance.\n`);
  } finally {
    await app.close();
  }
} catch (error) {
  exitRefused(error);
}
