import type { Rhythm } from '../following/domain/index.js';
import { localized } from '../kernel/localized.js';
import type { ButtonModel, LinkModel, RowsModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import { authorshipPath, isPublicState, newProposalPath, proposalNumber, proposalPath } from './domain/index.js';
import type { OwnDraftRow, OwnProposalRow } from './own-proposals.queries.js';
import { stateTag } from './proposal-words.js';

interface SectionModel {
  id: string;
  title: string;
  /** Said where there is none. */
  empty: string | null;
  list: RowsModel;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/own': {
      title: string;
      lead: string;
      sections: SectionModel[];
      rhythm: { text: string; link: LinkModel } | null;
      propose: LinkModel | null;
    };
  }
}

export interface OwnProposals {
  drafts: readonly OwnDraftRow[];
  sent: readonly OwnProposalRow[];
  coAuthored: readonly (OwnProposalRow & { leaving: string })[];
  followed: readonly OwnProposalRow[];
  /** How often they are told, and where to change it. */
  rhythm: { chosen: Rhythm; path: string } | null;
  /** The process whose call is open now. */
  open: string | null;
}

/** What a signed-in person has to do with proposals, in all processes. */
export function ownProposalsPage(x: Exchange, own: OwnProposals): Page {
  const { t } = x;
  const title = t('proposals.own.title');
  const section = (id: string, rows: RowsModel['rows']): SectionModel => ({
    id: `own-${id}`,
    title: t(`proposals.own.${id}`),
    empty: rows.length === 0 ? t(`proposals.own.${id}-none`) : null,
    list: { rows },
  });
  return x.page(
    'proposals/own',
    {
      title,
      lead: t('proposals.own.lead'),
      sections: [
        section(
          'drafts',
          own.drafts.map((draft) => draftRow(x, draft)),
        ),
        section(
          'sent',
          own.sent.map((row) => sentRow(x, row)),
        ),
        section(
          'signed',
          own.coAuthored.map((row) => ({ ...rowOf(x, row), action: button(t('proposals.own.leave'), row.leaving) })),
        ),
        section(
          'followed',
          own.followed.map((row) => ({ ...rowOf(x, row), action: null })),
        ),
      ],
      rhythm: own.rhythm && {
        text: t(`proposals.own.rhythm-${own.rhythm.chosen}`),
        link: link(t('proposals.follow.rhythm'), own.rhythm.path),
      },
      propose: own.open ? link(t('proposals.own.propose'), newProposalPath(own.open)) : null,
    },
    { title },
  );
}

const draftRow = ({ t }: Exchange, draft: OwnDraftRow): RowsModel['rows'][number] => ({
  title: draft.title || t('proposals.own.untitled'),
  href: newProposalPath(draft.processSlug),
  about: [localized(draft.processName, t.locale), t('proposals.own.changed', { date: t.date(draft.updatedAt, 'moment') })],
  tag: null,
  action: null,
});

const sentRow = (x: Exchange, row: OwnProposalRow): RowsModel['rows'][number] => ({
  ...rowOf(x, row),
  action: button(x.t('proposals.own.manage'), authorshipPath(row.processSlug, row.number)),
});

const rowOf = ({ t }: Exchange, row: OwnProposalRow) => ({
  title: `${proposalNumber(row.number)}. ${row.title}`,
  href: isPublicState(row.state) ? proposalPath(row.processSlug, row.number) : authorshipPath(row.processSlug, row.number),
  about: [localized(row.processName, t.locale), t.date(row.at, 'day')],
  tag: stateTag(t, row.state),
});

const button = (text: string, href: string): ButtonModel => ({
  ...{ text, href, variant: 'plain' },
  ...{ icon: null, name: null, value: null },
});
