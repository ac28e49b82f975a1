import { Controller, Get, Post } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { localized } from '../kernel/localized.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { Reader } from '../platform/database/reader.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { callFormPage, type CallForms } from './call-form.page.js';
import { askedQuestions } from './call-questions.form.js';
import { paperPage, posterPage } from './call-print.page.js';
import { callPage, zoneName, type ShownCall } from './call.page.js';
import { CallQueries } from './call.queries.js';
import { CallService } from './call.service.js';
import {
  EditCall,
  outlineText,
  PublishRules,
  SetOutline,
  SetQuestions,
  shortPath,
  staffProcessPath,
  type ProcessFacts,
} from './domain/index.js';
import { ProcessQueries, type ProcessRow } from './process.queries.js';

/** The page of the open call, and its edition. The rules have pages of their own, in the module above that takes comments on them. */
@Controller()
export class CallController {
  constructor(
    private readonly reader: Reader,
    private readonly calls: CallService,
    private readonly queries: CallQueries,
    private readonly processes: ProcessQueries,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get('processes/:process/call')
  @Can('process.view')
  async show(@X() x: Exchange): Promise<Page> {
    return callPage(x, await this.shown(x));
  }

  /** A sheet for a wall, with a code that leads to the call. */
  @Get('processes/:process/call/poster')
  @Can('process.view')
  async poster(@X() x: Exchange): Promise<Page> {
    const { slug } = x.facts<ProcessFacts>();
    return posterPage(x, await this.shown(x), `${this.config.PUBLIC_URL}${shortPath(slug)}`);
  }

  /** The form of a proposal to fill in by hand. */
  @Get('processes/:process/call/paper')
  @Can('process.view')
  async paper(@X() x: Exchange): Promise<Page> {
    const [themes, shown] = await this.reader.together(() =>
      Promise.all([this.processes.themes(x.facts<ProcessFacts>().processId), this.shown(x)]),
    );
    return paperPage(
      x,
      shown,
      themes.map(({ name }) => localized(name, x.locale)),
    );
  }

  private async shown(x: Exchange): Promise<ShownCall> {
    const { processId } = x.facts<ProcessFacts>();
    const [process, stages, texts, questions, rules] = await this.reader.together(() =>
      Promise.all([
        this.processes.byId(processId) as Promise<ProcessRow>,
        this.processes.stages(processId),
        this.queries.texts(processId),
        this.queries.questions(processId),
        this.queries.rulesInForce(processId),
      ]),
    );
    return { process, stages, texts, questions, rules, zone: zoneName(x.t, this.config.TIME_ZONE, this.clock.now()) };
  }

  @Get('staff/processes/:process/call')
  @Can('process.edit')
  edit(@X() x: Exchange): Promise<Page> {
    return this.formPage(x);
  }

  @Post('staff/processes/:process/call')
  @Can('process.edit')
  save(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(EditCall, {
      perform: async (command) => {
        await this.calls.edit(processId, command, x.actor);
        return seeOther(staffProcessPath(slug, 'call'), 'process.call.saved');
      },
      again: (call) => this.formPage(x, { call }),
    });
  }

  @Post('staff/processes/:process/call/questions')
  @Can('process.edit')
  setQuestions(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(SetQuestions, {
      perform: async (command) => {
        await this.calls.setQuestions(processId, command, x.actor);
        return seeOther(`${staffProcessPath(slug, 'call')}#questions-title`, 'process.questions.saved');
      },
      again: (questions) => this.formPage(x, { questions }),
    });
  }

  @Post('staff/processes/:process/call/map')
  @Can('process.edit')
  setOutline(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(SetOutline, {
      perform: async (command) => {
        await this.calls.setOutline(processId, command, x.actor);
        return seeOther(`${staffProcessPath(slug, 'call')}#map-title`, 'process.map.saved');
      },
      again: (map) => this.formPage(x, { map }),
    });
  }

  @Post('staff/processes/:process/call/rules')
  @Can('process.edit')
  publishRules(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(PublishRules, {
      perform: async (command) => {
        const version = await this.calls.publishRules(processId, command, x.actor);
        return seeOther(staffProcessPath(slug, 'call'), 'process.rules.published', { version });
      },
      again: (rules) => this.formPage(x, { rules }),
    });
  }

  private async formPage(x: Exchange, state: Partial<CallForms> = {}): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const texts = await this.queries.texts(processId);
    const versions = await this.queries.rulesVersions(processId);
    const { terms, rules } = versions[0] ?? this.queries.proposed;
    return callFormPage(
      x,
      { process: (await this.processes.byId(processId)) as ProcessRow, versions },
      {
        call: state.call ?? blank({ ...texts }),
        rules: state.rules ?? blank({ terms, rules }),
        map: state.map ?? blank({ outline: outlineText(await this.queries.outline(processId)) }),
        questions: state.questions ?? askedQuestions(await this.queries.questions(processId)),
      },
    );
  }
}
