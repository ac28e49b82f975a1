import { mayModerate } from '../moderation/domain/index.js';
import type { ButtonModel, FieldModel, FormModel, LinkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import { link } from '../platform/web/reply.js';
import type { ProcessOutline } from '../process/index.js';
import { continuationsPath, ownStatesPath, triagePath, type OwnStateRow, type TeamActKind } from './domain/index.js';
import { assignFields, markFields, moveFields, settleFields } from './triage-fields.js';

/** One thing that can be done to what is chosen; all of them stand in one form, and each has a button of its own. */
export interface ActModel {
  id: string;
  title: string;
  lead: string;
  isOpen: boolean;
  isFirst: boolean;
  fields: FieldModel[];
  submit: ButtonModel;
  action: string;
  more: LinkModel | null;
  /** What is wrong with it, when it was sent and not done. */
  summary: FormModel['summary'];
}

export interface Acting extends Pick<ProcessOutline, 'process' | 'themes' | 'areas'> {
  ownStates: readonly OwnStateRow[];
  /** Objections to merges and splits that wait for an answer. */
  objections: number;
  /** The day by which a review is asked for unless somebody says another. */
  dueOn: string;
}

/** The act that was sent and not done. */
export interface FailedAct {
  kind: TeamActKind;
  state: FormState;
}

/** Everything that the team can do to what it chose, the most usual first and open. */
export function triageActs(x: Exchange, acting: Acting, failed: FailedAct | null): ActModel[] {
  const { t } = x;
  const { process, themes, areas, ownStates } = acting;
  const path = triagePath(process.slug);
  const act = (kind: TeamActKind, words: string, action: string, fields: FieldSpec[], values = {}): ActModel => {
    // One form with a button for each: what was typed for another of them is not lost when one is refused.
    const state = failed?.kind === kind ? failed.state : blank({ ...values, ...failed?.state.values });
    const form = x.form({ action: `${path}/${action}`, submit: `${words}-submit`, idPrefix: `${kind}-`, fields }, state);
    return {
      id: kind,
      title: t(words),
      lead: t(`${words}-lead`),
      isOpen: (failed?.kind ?? 'assign') === kind,
      isFirst: kind === 'assign',
      fields: fields.map(({ name }) => form.fields[name] as FieldModel),
      submit: form.submit,
      action: form.action,
      more: null,
      summary: form.summary,
    };
  };
  return [
    act('assign', 'proposals.triage.assign', 'assignment', assignFields(t, areas), { dueOn: acting.dueOn }),
    act('settle', 'proposals.triage.settle', 'responses', settleFields(t)),
    {
      ...act('mark', 'proposals.triage.mark', 'marking', markFields(t, ownStates)),
      more: link(t('proposals.own-states.title'), ownStatesPath(process.slug)),
    },
    act('move', 'proposals.triage.move', 'moves', moveFields(t, themes)),
    {
      ...onward(x, process.slug, 'merge'),
      more: link(t('proposals.continuations.all', { objections: acting.objections }), continuationsPath(process.slug)),
    },
    ...(mayModerate(x.who) ? [onward(x, process.slug, 'hide')] : []),
  ];
}

/** An act that another page asks more about; it changes nothing yet. */
const onward = ({ t }: Exchange, slug: string, to: 'merge' | 'hide'): ActModel => ({
  id: to,
  title: t(`proposals.triage.${to}`),
  lead: t(`proposals.triage.${to}-lead`),
  isOpen: false,
  isFirst: false,
  fields: [],
  submit: { text: t(`proposals.triage.${to}-submit`), href: null, variant: 'plain', icon: null, name: 'to', value: to },
  action: triagePath(slug, 'selection'),
  more: null,
  summary: null,
});
