import { localized } from '../kernel/localized.js';
import { mayModerate, queuePath } from '../moderation/domain/index.js';
import { decisionFields } from '../moderation/index.js';
import { mayProcess, processPath, type ProcessFacts } from '../process/domain/index.js';
import type { FieldModel, FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import type { Page } from '../platform/web/reply.js';
import type { ProcessOutline } from '../process/index.js';
import { proposalNumber, proposalPath, proposalsPath, selectionPath, triagePath, type OwnStateRow } from './domain/index.js';
import type { ProposalCard } from './proposal-rows.js';
import { langOf, stateTag } from './proposal-words.js';
import { assignFields, markFields } from './triage-fields.js';

interface Act {
  id: string;
  title: string;
  form: FormModel;
  fields: FieldModel[];
  /** What the form is about, in hidden fields of one name. */
  about: { name: string; values: string[] };
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/selection': {
      title: string;
      lead: string;
      empty: string | null;
      proposals: { number: string; title: string; lang: string | null; href: string; state: ReturnType<typeof stateTag> }[];
      acts: Act[];
    };
  }
}

export interface Selection extends ProcessOutline {
  rows: readonly ProposalCard[];
  /** The same as moderation takes them: with the version that is seen here. */
  subjects: readonly string[];
  ownStates: readonly OwnStateRow[];
}

/** What was ticked, once more, and what somebody may do with all of it. */
export function selectionPage(x: Exchange, selection: Selection, move: FormState): Page {
  const { process, rows } = selection;
  const { t } = x;
  const title = t('proposals.selection.title');
  return x.page(
    'proposals/selection',
    {
      title,
      lead: t('proposals.selection.lead', { count: rows.length }),
      empty: rows.length === 0 ? t('refusals.choose-proposals') : null,
      proposals: rows.map((row) => ({
        number: proposalNumber(row.number),
        title: row.title,
        lang: langOf(t, row.lang),
        href: proposalPath(process.slug, row.number),
        state: stateTag(t, row.state),
      })),
      acts: rows.length === 0 ? [] : acts(x, selection, move),
    },
    {
      title,
      process: process.slug,
      breadcrumb: [
        { text: localized(process.name, x.locale), href: processPath(process.slug) },
        { text: t('proposals.index.title'), href: proposalsPath(process.slug) },
      ],
    },
  );
}

function acts(x: Exchange, { process, themes, areas, ownStates, rows, subjects }: Selection, move: FormState): Act[] {
  const { t } = x;
  const proposals = { name: 'proposals', values: rows.map(({ id }) => id) };
  const act = (id: string, action: string, submit: string, fields: FieldSpec[], about: Act['about'], state = blank()): Act => {
    const form = x.form({ action, submit, submitVariant: id === 'hide' ? 'danger' : 'plain', idPrefix: `${id}-`, fields }, state);
    return {
      id: `${id}-title`,
      title: t(`proposals.selection.${id}`),
      form,
      fields: fields.map(({ name }) => form.fields[name] as FieldModel),
      about,
    };
  };
  const theme: FieldSpec = {
    name: 'themeId',
    kind: 'select',
    label: 'proposals.theme',
    options: [
      { value: '', text: t('proposals.choose') },
      ...themes.map(({ id, name }) => ({ value: id, text: localized(name, x.locale) })),
    ],
  };
  const path = triagePath(process.slug);
  const coordinates = mayProcess(x.who, 'process.run', x.facts<ProcessFacts>()) === null;
  return [
    ...(coordinates
      ? [
          act('assign', `${path}/assignment`, 'proposals.assign.submit', assignFields(t, areas), proposals),
          act('mark', `${path}/marking`, 'proposals.own-states.mark-submit', markFields(t, ownStates), proposals),
          act('move', selectionPath(process.slug, 'theme'), 'proposals.selection.move-submit', [theme], proposals, move),
        ]
      : []),
    ...(mayModerate(x.who)
      ? [
          act(
            'hide',
            queuePath(process.slug, 'decisions'),
            'moderation.decide.submit',
            decisionFields(t, ['hide']),
            { name: 'subjects', values: [...subjects] },
            blank({ act: 'hide' }),
          ),
        ]
      : []),
  ];
}
