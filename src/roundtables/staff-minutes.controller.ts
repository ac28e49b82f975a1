import { Controller, Get, Post } from '@nestjs/common';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { minutesPath, staffMinutesPath, staffRoundtablesPath, WriteMinutes } from './domain/index.js';
import { MinutesDrafts } from './minutes-drafts.js';
import { minutesFormPage, type MinutesFormPage } from './minutes.page.js';
import { MinutesQueries, type MinutesRow } from './minutes.queries.js';
import { MinutesService } from './minutes.service.js';
import { RoundtablesQueries, type RoundtableRow, type SeatFacts } from './roundtables.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'roundtables/minutes-form': MinutesFormPage;
  }
}

/** Writing the minutes of a sitting: drafted from its record, kept, published in versions. */
@Controller('staff/processes/:process/roundtables/:roundtable/minutes')
export class StaffMinutesController {
  constructor(
    private readonly minutes: MinutesService,
    private readonly rows: MinutesQueries,
    private readonly tables: RoundtablesQueries,
    private readonly drafts: MinutesDrafts,
  ) {}

  @Get()
  @Can('roundtable.minute')
  async write(@X() x: Exchange): Promise<Page> {
    const { roundtableId } = x.facts<SeatFacts>();
    const kept = await this.rows.draft(roundtableId);
    return this.page(
      x,
      kept,
      blank({ revision: kept?.revision ?? 0, ...(kept?.texts ?? (await this.drafts.of(roundtableId, x.t))) }),
    );
  }

  @Post()
  @Can('roundtable.minute')
  keep(@X() x: Exchange): Promise<Reply> {
    const { roundtableId, slug, roundtableSlug } = x.facts<SeatFacts>();
    return x.submit(WriteMinutes, {
      perform: async ({ revision, ...texts }) => {
        await this.minutes.keep(roundtableId, { revision, texts, lang: x.locale });
        return seeOther(staffMinutesPath(slug, roundtableSlug), 'roundtables.minutes.kept');
      },
      again: (state) => this.again(x, state),
    });
  }

  @Post('publication')
  @Can('roundtable.minute')
  publish(@X() x: Exchange): Promise<Reply> {
    const { roundtableId, slug, roundtableSlug } = x.facts<SeatFacts>();
    return x.submit(WriteMinutes, {
      perform: async ({ revision, ...texts }) => {
        const number = await this.minutes.publish(roundtableId, { revision, texts, lang: x.locale }, x.actor);
        return seeOther(minutesPath(slug, roundtableSlug), 'roundtables.minutes.was-published', { number });
      },
      again: (state) => this.again(x, state),
    });
  }

  private async again(x: Exchange, state: FormState): Promise<Page> {
    return this.page(x, await this.rows.draft(x.facts<SeatFacts>().roundtableId), state);
  }

  private async page(x: Exchange, kept: MinutesRow | null, state: FormState): Promise<Page> {
    const facts = x.facts<SeatFacts>();
    const table = await this.table(facts);
    const model = minutesFormPage(x, facts.slug, table, kept, state);
    return x.page('roundtables/minutes-form', model, {
      title: model.title,
      process: facts.slug,
      breadcrumb: [{ text: x.t('roundtables.staff.title'), href: staffRoundtablesPath(facts.slug) }],
    });
  }

  private async table({ roundtableId }: SeatFacts): Promise<RoundtableRow> {
    const table = await this.tables.byId(roundtableId);
    if (!table) throw notFound();
    return table;
  }
}
