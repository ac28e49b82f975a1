import { Controller, Get, Post } from '@nestjs/common';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { localized } from '../kernel/localized.js';
import { ParticipantsQueries } from '../participants/index.js';
import { staffProcessPath, type ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import { PrioritiesQueries } from '../priorities/index.js';
import { ProposalsQueries } from '../proposals/index.js';
import { mayRoundtables, SetUpRoundtable, staffRoundtablesPath, type RoomState } from './domain/index.js';
import { instantOf, localMomentOf } from './instants.js';
import { RoomQueries } from './room.queries.js';
import {
  staffTablePage,
  staffTablesPage,
  type Choices,
  type StaffTablePage,
  type StaffTablesPage,
} from './staff-roundtable.page.js';
import { RoundtablesQueries, type RoundtableRow, type SeatFacts } from './roundtables.queries.js';
import { RoundtablesService, type TablePlan } from './roundtables.service.js';
import { DEFAULT_AGENDA } from './templates.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'roundtables/staff-index': StaffTablesPage;
    'roundtables/staff-form': StaffTablePage;
  }
}

/** Planning roundtables. */
@Controller('staff/processes/:process/roundtables')
export class StaffRoundtablesController {
  constructor(
    private readonly tables: RoundtablesService,
    private readonly queries: RoundtablesQueries,
    private readonly rooms: RoomQueries,
    private readonly processes: ProcessQueries,
    private readonly participants: ParticipantsQueries,
    private readonly proposals: ProposalsQueries,
    private readonly priorities: PrioritiesQueries,
    private readonly config: Config,
  ) {}

  @Get()
  @Can('roundtables.plan')
  async index(@X() x: Exchange): Promise<Page> {
    const facts = x.facts<ProcessFacts>();
    const model = staffTablesPage(
      x,
      facts.slug,
      await this.queries.list(facts.processId),
      mayRoundtables(x.who, 'roundtables.set-up', facts) === null,
    );
    return x.page('roundtables/staff-index', model, { title: model.title, process: facts.slug, breadcrumb: [this.up(x, facts)] });
  }

  @Get('new')
  @Can('roundtables.set-up')
  new(@X() x: Exchange): Promise<Page> {
    return this.newPage(x, blank({ allowsGuests: 'on', minutes: DEFAULT_AGENDA.map(({ minutes }) => minutes) }));
  }

  @Post()
  @Can('roundtables.set-up')
  create(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(SetUpRoundtable, {
      perform: async (command) => {
        const agenda = DEFAULT_AGENDA.map((step, index) => ({ ...step, minutes: command.minutes?.[index] ?? step.minutes }));
        await this.tables.setUp(
          processId,
          { ...this.plan(command, await this.priorities.shortlisted(processId)), agenda },
          x.actor,
        );
        return seeOther(staffRoundtablesPath(slug), 'roundtables.created');
      },
      again: (state) => this.newPage(x, state),
    });
  }

  @Get(':roundtable')
  @Can('roundtable.edit')
  async edit(@X() x: Exchange): Promise<Page> {
    const facts = x.facts<SeatFacts>();
    const [table, room] = [await this.table(facts), await this.room(facts)];
    return this.editPage(x, table, room, blank(this.values(table, room)));
  }

  @Post(':roundtable')
  @Can('roundtable.edit')
  async revise(@X() x: Exchange): Promise<Reply> {
    const facts = x.facts<SeatFacts>();
    const [table, room] = [await this.table(facts), await this.room(facts)];
    return x.submit(SetUpRoundtable, {
      perform: async (command) => {
        const shortlisted = await this.priorities.shortlisted(facts.processId);
        const whys = new Map([
          ...shortlisted,
          ...room.proposals.map(({ id, why }) => [id, why ?? shortlisted.get(id) ?? null] as const),
        ]);
        await this.tables.revise(table.id, { ...this.plan(command, whys), minutes: command.minutes ?? null }, x.actor);
        return seeOther(staffRoundtablesPath(facts.slug, command.slug), 'roundtables.saved');
      },
      again: (state) => this.editPage(x, table, room, state),
    });
  }

  private plan(
    { minutes: _minutes, proposalIds, startsAt, endsAt, ...rest }: SetUpRoundtable,
    whys: ReadonlyMap<string, string | null>,
  ): Omit<TablePlan, 'agenda' | 'code'> {
    const zone = this.config.TIME_ZONE;
    const proposals = proposalIds.map((proposalId) => ({ proposalId, why: whys.get(proposalId) ?? null }));
    return { ...rest, startsAt: instantOf(startsAt, zone), endsAt: instantOf(endsAt, zone), proposals };
  }

  private values(table: RoundtableRow, room: RoomState): Record<string, unknown> {
    const zone = this.config.TIME_ZONE;
    const { slug, themeId, title, summary, facilitatorId, deputyIds, allowsGuests } = table;
    return {
      slug, themeId, title, summary, facilitatorId, deputyIds,
      allowsGuests: allowsGuests ? 'on' : '',
      startsAt: localMomentOf(table.startsAt, zone),
      endsAt: localMomentOf(table.endsAt, zone),
      proposalIds: room.proposals.map(({ id }) => id),
      minutes: room.agenda.map(({ minutes }) => minutes),
    }; // prettier-ignore
  }

  private async newPage(x: Exchange, state: FormState): Promise<Page> {
    const facts = x.facts<ProcessFacts>();
    const choices = await this.choices(x, facts, null);
    return this.formPage(x, facts, staffTablePage(x, staffRoundtablesPath(facts.slug), choices, state, null));
  }

  private async editPage(x: Exchange, table: RoundtableRow, room: RoomState, state: FormState): Promise<Page> {
    const facts = x.facts<SeatFacts>();
    const choices = await this.choices(x, facts, room);
    return this.formPage(x, facts, staffTablePage(x, staffRoundtablesPath(facts.slug, table.slug), choices, state, table));
  }

  private formPage(x: Exchange, facts: ProcessFacts, model: StaffTablePage): Page {
    return x.page('roundtables/staff-form', model, {
      title: model.title,
      process: facts.slug,
      breadcrumb: [this.up(x, facts), { text: x.t('roundtables.staff.title'), href: staffRoundtablesPath(facts.slug) }],
    });
  }

  /** The proposals of every theme that a table could take, those on its shortlist first, with those it has already. */
  private async choices(x: Exchange, { processId }: ProcessFacts, room: RoomState | null): Promise<Choices> {
    const themes = await this.processes.themes(processId);
    const people = await this.participants.people(processId);
    const accounts = new Map(
      people
        .filter(({ role }) => role === 'facilitator' || role === 'coordinator')
        .map(({ accountId, name, email }) => [accountId, name || email]),
    );
    const shortlisted = await this.priorities.shortlisted(processId);
    const feasible = [];
    for (const theme of themes) {
      const name = localized(theme.name, x.locale);
      for (const { id, number, title } of await this.proposals.feasibleOf(processId, theme.id))
        feasible.push({ id, number, title, theme: name, shortlistedFor: shortlisted.get(id) ?? null });
    }
    const known = new Set(feasible.map(({ id }) => id));
    const kept = (room?.proposals ?? [])
      .filter(({ id }) => !known.has(id))
      .map(({ id, number, title }) => ({
        id,
        number: Number(number.slice(2)),
        title,
        theme: '',
        shortlistedFor: shortlisted.get(id) ?? null,
      }));
    return {
      themes,
      people: [...accounts].map(([id, name]) => ({ id, name })),
      proposals: [
        ...kept,
        ...feasible.filter(({ shortlistedFor }) => shortlistedFor !== null),
        ...feasible.filter(({ shortlistedFor }) => shortlistedFor === null),
      ],
      agenda: room?.agenda ?? DEFAULT_AGENDA,
    };
  }

  private async table({ roundtableId }: SeatFacts): Promise<RoundtableRow> {
    const table = await this.queries.byId(roundtableId);
    if (!table) throw notFound();
    return table;
  }

  private async room({ roundtableId }: SeatFacts): Promise<RoomState> {
    const state = await this.rooms.state(roundtableId, 'facilitator');
    if (!state) throw notFound();
    return state;
  }

  private up(x: Exchange, { slug }: ProcessFacts) {
    return { text: x.t('roundtables.staff.process'), href: staffProcessPath(slug) };
  }
}
