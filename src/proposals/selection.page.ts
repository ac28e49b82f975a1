import { localized } from '../kernel/localized.js';
import { mayModerate } from '../moderation/domain/index.js';
import { decisionFields } from '../moderation/index.js';
import { mayProcess, processPath, type ProcessFacts } from '../process/domain/index.js';
import type { FieldModel, FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormSpec, type FormState } from '../platform/web/forms.js';
import type { Page } from '../platform/web/reply.js';
import type { ProcessOutline } from '../process/index.js';
import { proposalNumber, proposalPath, proposalsPath, selectionPath, type OwnStateRow } from './domain/index.js';
import type { ProposalCard } from './proposal-rows.js';
import { langOf, stateTag } from './proposal-words.js';
import { assignFields, markFields, moveFields } from './triage-fields.js';

export interface Act {
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
  /** The day by which a review is asked for unless somebody says another. */
  dueOn: string;
}

/** What can be done with what was ticked. */
export type SelectionAct = 'assign' | 'mark' | 'move' | 'hide';
/** The act that was refused, as it was sent. */
export type Refused<Name> = { readonly act: Name; readonly state: FormState } | null;

/** What was ticked, once more, and what somebody may do with all of it. */
export function selectionPage(x: Exchange, selection: Selection, refused: Refused<SelectionAct>): Page {
  const lead = x.t('proposals.selection.lead', { count: selection.rows.length });
  return chosenPage(x, selection, { title: x.t('proposals.selection.title'), lead, acts: acts(x, selection, refused) });
}

/** Proposals that were ticked in the public list, and the forms about all of them. */
export function chosenPage(
  x: Exchange,
  { process, rows }: Pick<Selection, 'process' | 'rows'>,
  { title, lead, acts }: { title: string; lead: string; acts: Act[] },
): Page {
  const { t } = x;
  return x.page(
    'proposals/selection',
    {
      title,
      lead,
      empty: rows.length === 0 ? t('refusals.choose-proposals') : null,
      proposals: rows.map((row) => ({
        number: proposalNumber(row.number),
        title: row.title,
        lang: langOf(t, row.lang),
        href: proposalPath(process.slug, row.number),
        state: stateTag(t, row.state),
      })),
      acts: rows.length === 0 ? [] : acts,
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

/** One form of such a page, about everything that is named by `about`. */
export function actOf(
  x: Exchange,
  spec: Omit<FormSpec, 'idPrefix'>,
  about: Act['about'],
  id: string,
  title: string,
  state: FormState,
): Act {
  const form = x.form({ ...spec, idPrefix: `${id}-` }, state);
  return { id: `${id}-title`, title, form, fields: spec.fields.map(({ name }) => form.fields[name] as FieldModel), about };
}

function acts(
  x: Exchange,
  { process, themes, areas, ownStates, rows, subjects, dueOn }: Selection,
  refused: Refused<SelectionAct>,
): Act[] {
  const { t } = x;
  const proposals = { name: 'proposals', values: rows.map(({ id }) => id) };
  const act = (id: SelectionAct, step: string, submit: string, fields: FieldSpec[], about = proposals, start = blank()): Act => {
    const spec = {
      action: selectionPath(process.slug, step),
      submit,
      submitVariant: id === 'hide' ? 'danger' : 'plain',
      fields,
    } as const;
    return actOf(x, spec, about, id, t(`proposals.selection.${id}`), refused?.act === id ? refused.state : start);
  };
  const coordinates = mayProcess(x.who, 'process.run', x.facts<ProcessFacts>()) === null;
  return [
    ...(coordinates
      ? [
          act('assign', 'assignment', 'proposals.triage.assign-submit', assignFields(t, areas), proposals, blank({ dueOn })),
          act('mark', 'marking', 'proposals.triage.mark-submit', markFields(t, ownStates)),
          act('move', 'theme', 'proposals.triage.move-submit', moveFields(t, themes)),
        ]
      : []),
    ...(mayModerate(x.who)
      ? [
          act(
            'hide',
            'hiding',
            'moderation.decide.submit',
            decisionFields(t, ['hide']),
            { name: 'subjects', values: [...subjects] },
            blank({ act: 'hide' }),
          ),
        ]
      : []),
  ];
}
