import { localized } from '../kernel/localized.js';
import type { EmptyStateModel, FormModel, LinkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec, FormState } from '../platform/web/forms.js';
import type { HolderRow } from '../participants/index.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import { proposalNumber, proposalPath, REVIEW_NOTE_MAX, reviewPath } from './domain/index.js';
import type { AssignmentRow, ProposalDetail } from './proposal-rows.js';
import { langOf, paragraphsOf } from './proposal-words.js';
import type { ReviewNoteRow } from './review-work.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/review-notes': {
      title: string;
      lead: string;
      about: { text: string; lang: string | null };
      page: LinkModel;
      listTitle: string;
      empty: EmptyStateModel | null;
      notes: { id: string; by: string; paragraphs: string[]; told: string | null }[];
      formTitle: string;
      form: FormModel | null;
      closed: string | null;
    };
  }
}

interface Notes {
  process: ProcessRow;
  proposal: ProposalDetail;
  /** What was asked of the areas whose notes are read here. */
  areas: readonly AssignmentRow[];
  notes: readonly ReviewNoteRow[];
  colleagues: readonly HolderRow[];
}

/** What an area and the coordination write to one another about a proposal. */
export function reviewNotesPage(x: Exchange, state: FormState, shown: Notes): Page {
  const { process, proposal, areas, notes } = shown;
  const { t } = x;
  const number = proposalNumber(proposal.number);
  const title = t('proposals.notes.title', { number });
  return x.page(
    'proposals/review-notes',
    {
      title,
      lead: t('proposals.notes.lead'),
      about: { text: proposal.title, lang: langOf(t, proposal.lang) },
      page: link(t('proposals.triage.open'), proposalPath(process.slug, proposal.number)),
      listTitle: t('proposals.notes.list', { count: notes.length }),
      empty: notes.length > 0 ? null : { title: t('proposals.notes.none'), text: t('proposals.notes.none-text'), action: null },
      notes: notes.map((note) => ({
        id: `note-${note.id}`,
        by: t('proposals.notes.by', {
          name: note.name ?? '',
          area: localized(note.areaName, x.locale),
          date: t.date(note.at, 'moment'),
        }),
        paragraphs: paragraphsOf(note.body),
        told: note.mentioned.length > 0 ? t('proposals.notes.told', { people: t.list(note.mentioned) }) : null,
      })),
      formTitle: t('proposals.notes.new'),
      form: areas.length > 0 ? form(x, state, shown) : null,
      closed: areas.length > 0 ? null : t('proposals.notes.no-area'),
    },
    {
      title,
      process: process.slug,
      breadcrumb: [{ text: localized(process.name, x.locale), href: staffProcessPath(process.slug) }],
    },
  );
}

function form(x: Exchange, state: FormState, { process, proposal, areas, colleagues }: Notes): FormModel {
  const { t } = x;
  const [only] = areas;
  const area: FieldSpec =
    areas.length === 1
      ? { name: 'areaId', kind: 'hidden', label: 'proposals.area' }
      : {
          name: 'areaId',
          kind: 'select',
          label: 'proposals.notes.area',
          options: [
            { value: '', text: t('proposals.choose') },
            ...areas.map(({ areaId, areaName }) => ({ value: areaId, text: localized(areaName, x.locale) })),
          ],
        };
  const tell: FieldSpec[] =
    colleagues.length > 0
      ? [
          {
            name: 'mentions',
            kind: 'checkboxes',
            label: 'proposals.notes.tell',
            hint: 'proposals.notes.tell-hint',
            required: false,
            options: colleagues.map(({ accountId, name }) => ({ value: accountId, text: name })),
          },
        ]
      : [];
  return x.form(
    {
      action: reviewPath(process.slug, proposal.number, 'notes'),
      submit: 'proposals.notes.write',
      fields: [
        area,
        { name: 'body', kind: 'textarea', label: 'proposals.notes.body', rows: 5, maxlength: REVIEW_NOTE_MAX },
        ...tell,
      ],
    },
    { ...state, values: { ...(areas.length === 1 ? { areaId: only?.areaId ?? '' } : {}), ...state.values } },
  );
}
