import { Controller, Get, Post } from '@nestjs/common';
import { localized, LOCALES } from '../kernel/localized.js';
import { LANGUAGE_NAMES } from '../platform/i18n/translator.js';
import { Can } from '../platform/access/access.js';
import type { FieldModel, FormModel } from '../platform/web/components.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { staffProcessPath, type ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import {
  OWN_STATE_NAME_MAX,
  OWN_STATE_TONES,
  OWN_STATES_MAX,
  ownStatesPath,
  PUBLIC_STATES,
  SetOwnStates,
  triagePath,
} from './domain/index.js';
import { OwnStatesService } from './own-states.service.js';
import { stateText } from './proposal-words.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/own-states': {
      title: string;
      lead: string;
      form: FormModel;
      rows: { legend: string; about: string | null; key: FieldModel; names: FieldModel[]; choices: FieldModel[] }[];
    };
  }
}

/** Where the coordination names states of its own. */
@Controller('staff/processes/:process/proposals/states')
export class OwnStatesController {
  constructor(
    private readonly states: OwnStatesService,
    private readonly processes: ProcessQueries,
  ) {}

  @Get()
  @Can('proposal.triage')
  async show(@X() x: Exchange): Promise<Page> {
    return this.page(x, blank({ states: await this.states.of(x.facts<ProcessFacts>().processId) }));
  }

  @Post()
  @Can('proposal.triage')
  set(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(SetOwnStates, {
      perform: async (command) => {
        await this.states.set(processId, command, x.actor, x.locale);
        return seeOther(ownStatesPath(slug), 'proposals.own-states.saved');
      },
      again: (state) => this.page(x, state),
    });
  }

  private async page(x: Exchange, state: FormState): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const { t } = x;
    const process = (await this.processes.byId(processId)) as ProcessRow;
    const known = await this.states.of(processId);
    const rows = Array.from({ length: Math.min(known.length + 3, OWN_STATES_MAX) }, (_, index) => rowSpecs(x, index));
    const form = x.form(
      { action: ownStatesPath(slug), submit: 'proposals.own-states.save', fields: rows.flatMap(({ all }) => all) },
      state,
    );
    const fields = (specs: readonly FieldSpec[]): FieldModel[] => specs.map(({ name }) => form.fields[name] as FieldModel);
    const title = t('proposals.own-states.title');
    return x.page(
      'proposals/own-states',
      {
        title,
        lead: t('proposals.own-states.lead'),
        form,
        rows: rows.map(({ key, names, choices }, index) => ({
          legend: t('proposals.own-states.state', { number: index + 1 }),
          about: known[index] ? t('proposals.own-states.used', { count: known[index].used }) : null,
          key: form.fields[key.name] as FieldModel,
          names: fields(names),
          choices: fields(choices),
        })),
      },
      {
        title,
        process: slug,
        breadcrumb: [
          { text: localized(process.name, x.locale), href: staffProcessPath(slug) },
          { text: t('proposals.triage.title'), href: triagePath(slug) },
        ],
      },
    );
  }
}

function rowSpecs({ t }: Exchange, index: number) {
  const args = { number: index + 1 };
  const key: FieldSpec = { name: `states.${index}.id`, kind: 'hidden', label: 'proposals.own-states.state', args };
  const names = LOCALES.map((locale): FieldSpec => ({
    name: `states.${index}.name.${locale}`,
    kind: 'text',
    label: 'proposals.own-states.name',
    args: { ...args, language: LANGUAGE_NAMES[locale] },
    lang: locale,
    required: false,
    maxlength: OWN_STATE_NAME_MAX,
    autocomplete: 'off',
  }));
  const choices: FieldSpec[] = [
    {
      name: `states.${index}.refines`,
      kind: 'select',
      label: 'proposals.own-states.refines',
      args,
      options: PUBLIC_STATES.map((value) => ({ value, text: stateText(t, value) })),
    },
    {
      name: `states.${index}.tone`,
      kind: 'select',
      label: 'proposals.own-states.tone',
      args,
      options: OWN_STATE_TONES.map((value) => ({ value, text: t(`proposals.own-states.tone.${value}`) })),
    },
  ];
  return { key, names, choices, all: [key, ...names, ...choices] };
}
