import { Module, type DynamicModule } from '@nestjs/common';
import { AccountsModule } from './accounts/index.js';
import { ENTITIES } from './entities.js';
import { ParticipantsModule } from './participants/index.js';
import { ClockModule } from './platform/clock/clock.module.js';
import type { Config } from './platform/config/config.js';
import { ConfigModule } from './platform/config/config.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { EventsModule } from './platform/events/events.module.js';
import { LogModule } from './platform/log/log.module.js';
import { MailModule } from './platform/mail/mail.module.js';
import { SubjectsModule } from './platform/subjects/subject-registry.js';
import { WebModule } from './platform/web/web.module.js';
import { ProcessModule } from './process/index.js';
import { SiteModule } from './site/site.module.js';

/** The modules in the order of their levels: the list is the map. */
@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        LogModule,
        ClockModule,
        DatabaseModule.forRoot(ENTITIES),
        EventsModule,
        MailModule,
        WebModule,
        SubjectsModule,
        AccountsModule,
        ProcessModule,
        ParticipantsModule,
        SiteModule,
      ],
    };
  }
}
