import { Module, type DynamicModule } from '@nestjs/common';
import { AccountsModule } from './accounts/index.js';
import { CommentsModule } from './comments/index.js';
import { ModerationModule } from './moderation/index.js';
import { FollowingModule } from './following/index.js';
import { ExchangeModule } from './exchange/index.js';
import { ExportsModule } from './exports/index.js';
import { ParticipantsModule } from './participants/index.js';
import { CommitmentsModule, SheetSectionsModule } from './commitments/index.js';
import { ClockModule, type Time } from './platform/clock/clock.module.js';
import type { Config } from './platform/config/config.js';
import { ConfigModule } from './platform/config/config.module.js';
import type { Database } from './platform/database/database.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { EventsModule } from './platform/events/events.module.js';
import { FilesModule } from './platform/files/files.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { LogModule } from './platform/log/log.module.js';
import { MailModule } from './platform/mail/mail.module.js';
import { RetentionModule } from './platform/retention/retention.module.js';
import { SubjectsModule } from './platform/subjects/subject-registry.js';
import { WebModule } from './platform/web/web.module.js';
import { OutreachModule } from './outreach/index.js';
import { PlansModule } from './plans/index.js';
import { ProcessModule } from './process/index.js';
import { NotificationsModule } from './notifications/index.js';
import { ProposalsModule } from './proposals/index.js';
import { RulesModule } from './rules/index.js';
import { ResponsesModule } from './responses/index.js';
import { PrioritiesModule } from './priorities/index.js';
import { RoundtablesModule } from './roundtables/index.js';
import { SiteModule } from './site/site.module.js';
import { TraceModule } from './trace/index.js';

/** What the composition is made over. */
export interface Parts {
  readonly config: Config;
  readonly database: Database;
  /** Whether the application closes the database at its end. */
  readonly closesDatabase: boolean;
  /** A story's clock, ids and dice; the system's when null. */
  readonly time: Time | null;
  /** Whether people are told of what happens; a story about the past tells nobody. True unless said otherwise. */
  readonly tellsPeople?: boolean;
}

/** The modules in the order of their levels: the list is the map. */
@Module({})
export class AppModule {
  static with({ config, database, closesDatabase, time, tellsPeople = true }: Parts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        LogModule,
        ClockModule.of(time),
        DatabaseModule.over(database, closesDatabase),
        EventsModule,
        JobsModule,
        RetentionModule,
        FilesModule,
        MailModule,
        HealthModule,
        WebModule,
        SubjectsModule,
        AccountsModule,
        ProcessModule,
        ParticipantsModule,
        CommentsModule,
        ModerationModule,
        ResponsesModule,
        FollowingModule,
        TraceModule,
        ProposalsModule,
        RulesModule,
        PrioritiesModule,
        RoundtablesModule,
        SheetSectionsModule,
        CommitmentsModule,
        OutreachModule,
        PlansModule,
        ExportsModule,
        ExchangeModule,
        ...(tellsPeople ? [NotificationsModule] : []),
        SiteModule,
      ],
    };
  }
}
