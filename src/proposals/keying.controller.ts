import { Controller, Get, Post } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { Translator } from '../platform/i18n/translator.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { answersOf, type ProcessFacts } from '../process/domain/index.js';
import { CallQueries, ProcessQueries, type ProcessRow } from '../process/index.js';
import {
  bodyOf,
  KEYED_CHANNELS,
  keyInProposal,
  keyingPath,
  proposalNumber,
  type KeyInProposal,
  type ProposalFacts,
} from './domain/index.js';
import { keyingPage, slipPage } from './keying.page.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';
import type { ProposalDetail } from './proposal-rows.js';
import { ProposalsQueries } from './proposals.queries.js';
import { ProposalsService } from './proposals.service.js';

/** Private links of what was keyed in here last, to be printed; more would not fit the cookie. */
const MOST_LINKS = 6;

/** Where the team keys in proposals that came on paper, by telephone, at a meeting or by post, one after another. */
@Controller('staff/processes/:process/proposals')
export class KeyingController {
  constructor(
    private readonly proposals: ProposalsService,
    private readonly queries: ProposalsQueries,
    private readonly work: ProposalWorkQueries,
    private readonly processes: ProcessQueries,
    private readonly calls: CallQueries,
    private readonly translator: Translator,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get('keying')
  @Can('proposal.triage')
  show(@X() x: Exchange): Promise<Page> {
    const { channel, receivedOn, lang, theme } = x.query;
    return this.page(
      x,
      blank({
        channel: channel ?? KEYED_CHANNELS[0],
        receivedOn: receivedOn ?? this.today(),
        lang: lang ?? x.locale,
        themeId: theme,
      }),
    );
  }

  @Post('keying')
  @Can('proposal.triage')
  async keyIn(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const rules = await this.calls.rulesInForce(processId);
    const questions = await this.calls.questions(processId);
    const { session } = x.request;
    return x.submit(keyInProposal({ questions, termsInForce: rules?.version ?? null, today: this.today() }), {
      perform: async (command) => {
        const sent = await this.proposals.submit(this.asProposal(processId, command), x.actor, {
          locale: command.lang,
          termsVersion: rules?.version ?? null,
          answers: answersOf(questions, x.body),
          received: { channel: command.channel, on: command.receivedOn, contact: command.contact },
        });
        session.set('keyed', [...(session.get('keyed') ?? []), { proposalId: sent.id, secret: sent.secret }].slice(-MOST_LINKS));
        const { channel, receivedOn, lang, themeId } = command;
        const query = new URLSearchParams({ channel, receivedOn, lang, theme: themeId });
        // What stays the same for a pile of sheets is filled in again; the cursor goes to the title.
        return seeOther(`${keyingPath(slug)}?${query.toString()}#title`, 'proposals.keying.done', {
          number: proposalNumber(sent.number),
          title: command.title,
        });
      },
      again: (state) => this.page(x, state),
    });
  }

  /** A sheet for the person: what was received, when, under which number, and how to follow it. */
  @Get(':number/slip')
  @Can('proposal.screen')
  async slip(@X() x: Exchange): Promise<Page> {
    const { processId, proposalId, number } = x.facts<ProposalFacts>();
    const secret = x.request.session.get('keyed')?.find((each) => each.proposalId === proposalId)?.secret ?? null;
    return slipPage(x, {
      process: (await this.processes.byId(processId)) as ProcessRow,
      proposal: (await this.queries.byNumber(processId, number)) as ProposalDetail,
      texts: await this.calls.texts(processId),
      publicUrl: this.config.PUBLIC_URL,
      secret,
    });
  }

  private asProposal(processId: string, command: KeyInProposal) {
    const { themeId, title, lang, sector, onBehalfOf, neighbourhood, problem, idea, benefit } = command;
    return {
      ...{ processId, themeId, title, lang, sector, onBehalfOf, neighbourhood, accountId: null },
      body: bodyOf({ problem, idea, benefit }),
      // In the language of the text, since it stands beside it in every list and file.
      authorName: command.authorName ?? this.translator.in(lang)('proposals.keying.unnamed'),
      authorEmail: command.authorEmail,
    };
  }

  private async page(x: Exchange, state: FormState): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    return keyingPage(
      x,
      {
        process: (await this.processes.byId(processId)) as ProcessRow,
        themes: await this.processes.themes(processId),
        questions: await this.calls.questions(processId),
        rules: await this.calls.rulesInForce(processId),
        lately: await this.work.keyedLately(processId),
      },
      state,
    );
  }

  private today(): string {
    return dayOf(this.clock.now(), this.config.TIME_ZONE);
  }
}
