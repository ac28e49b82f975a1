import { localized, LOCALES } from '../kernel/localized.js';
import { SECTORS } from '../participants/domain/index.js';
import type { FactsModel, FieldModel, FormModel, LinkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec, FormState } from '../platform/web/forms.js';
import { qrPath } from '../platform/web/qr.js';
import { link, type Page } from '../platform/web/reply.js';
import { callPath, inWords, rulesPath, shortPath, staffProcessPath, type CallQuestion } from '../process/domain/index.js';
import type { CallQueries, ProcessRow, RulesRow, ThemeRow } from '../process/index.js';
import {
  CONTACT_MAX,
  EMAIL_MAX,
  KEYED_CHANNELS,
  keyingPath,
  NAME_MAX,
  NEIGHBOURHOOD_MAX,
  ORGANISATION_MAX,
  PART_MAX,
  proposalNumber,
  proposalPath,
  receiptPath,
  slipPath,
  TITLE_MAX,
  triagePath,
} from './domain/index.js';
import type { KeyedRow, ProposalDetail } from './proposal-rows.js';
import { langOf, paragraphsOf, receivedText } from './proposal-words.js';
import { questionSpec } from './submission.page.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/keying': {
      title: string;
      lead: string;
      form: FormModel;
      groups: { id: string; title: string; about: string | null; fields: FieldModel[] }[];
      links: LinkModel[];
      lately: {
        title: string;
        empty: string | null;
        rows: { number: string; title: string; lang: string | null; href: string; about: string; slip: LinkModel }[];
      };
    };
    'proposals/slip': {
      title: string;
      lead: string;
      facts: FactsModel;
      textTitle: string;
      proposalTitle: string;
      lang: string | null;
      paragraphs: string[];
      qr: { path: string; edge: number; label: string };
      address: string;
      followText: string;
      own: { title: string; text: string; address: string } | null;
      contact: string | null;
    };
  }
}

export interface Keying {
  process: ProcessRow;
  themes: ThemeRow[];
  questions: readonly CallQuestion[];
  rules: RulesRow | null;
  lately: readonly KeyedRow[];
}

/** One form for one sheet, in the order of the sheet. */
export function keyingPage(x: Exchange, { process, themes, questions, rules, lately }: Keying, state: FormState): Page {
  const { t } = x;
  const title = t('proposals.keying.title');
  const choices = <T extends string>(values: readonly T[], key: string) =>
    values.map((value) => ({ value, text: t(`${key}.${value}`) }));
  const area = (name: 'problem' | 'idea' | 'benefit'): FieldSpec => ({
    name,
    kind: 'textarea',
    label: `proposals.keying.${name}`,
    maxlength: PART_MAX,
    rows: 4,
    required: name === 'problem',
  });
  const line = (name: string, label: string, maxlength: number, more: Partial<FieldSpec> = {}): FieldSpec => ({
    name,
    kind: 'text',
    label,
    maxlength,
    autocomplete: 'off',
    required: false,
    ...more,
  });
  const groups: { key: string; fields: FieldSpec[] }[] = [
    {
      key: 'sheet',
      fields: [
        {
          name: 'channel',
          kind: 'select',
          label: 'proposals.channel',
          options: choices(KEYED_CHANNELS, 'proposals.channel'),
        },
        { name: 'receivedOn', kind: 'date', label: 'proposals.keying.received' },
        {
          name: 'themeId',
          kind: 'select',
          label: 'proposals.theme',
          options: [
            { value: '', text: t('proposals.choose') },
            ...themes.map(({ id, name }) => ({ value: id, text: localized(name, x.locale) })),
          ],
        },
        { name: 'lang', kind: 'select', label: 'proposals.keying.lang', options: choices(LOCALES, 'proposals.lang') },
      ],
    },
    {
      key: 'text',
      fields: [
        line('title', 'proposals.title', TITLE_MAX, { required: true }),
        area('problem'),
        area('idea'),
        area('benefit'),
        ...inWords(questions).map((question) => questionSpec(x, question)),
      ],
    },
    {
      key: 'person',
      fields: [
        { name: 'sector', kind: 'select', label: 'proposals.keying.sector', options: choices(SECTORS, 'proposals.sector') },
        line('onBehalfOf', 'proposals.organisation', ORGANISATION_MAX),
        line('neighbourhood', 'proposals.neighbourhood', NEIGHBOURHOOD_MAX),
        line('authorName', 'proposals.keying.author-name', NAME_MAX),
        { name: 'namePublic', kind: 'checkbox', label: 'proposals.keying.name-public', required: true },
        line('authorEmail', 'proposals.author-email', EMAIL_MAX, { kind: 'email' }),
        line('contact', 'proposals.keying.contact', CONTACT_MAX),
        { name: 'mayContact', kind: 'checkbox', label: 'proposals.keying.may-contact', required: true },
        ...(rules
          ? [
              {
                name: 'accepts',
                kind: 'checkbox',
                label: 'proposals.keying.accepts',
                args: { version: rules.version },
              } satisfies FieldSpec,
            ]
          : []),
      ],
    },
  ];
  const form = x.form(
    { action: keyingPath(process.slug), submit: 'proposals.keying.submit', fields: groups.flatMap(({ fields }) => fields) },
    state,
  );
  return x.page(
    'proposals/keying',
    {
      title,
      lead: t('proposals.keying.lead'),
      form,
      groups: groups.map(({ key, fields }) => ({
        id: `${key}-title`,
        title: t(`proposals.keying.${key}`),
        about: key === 'person' ? t('proposals.keying.person-about') : null,
        fields: fields.map(({ name }) => form.fields[name] as FieldModel),
      })),
      links: [
        link(t('proposals.keying.paper'), callPath(process.slug, 'paper')),
        ...(rules ? [link(t('proposals.keying.rules'), rulesPath(process.slug, rules.version))] : []),
      ],
      lately: {
        title: t('proposals.keying.lately'),
        empty: lately.length === 0 ? t('proposals.keying.none') : null,
        rows: lately.map((row) => ({
          number: proposalNumber(row.number),
          title: row.title,
          lang: langOf(t, row.lang),
          href: proposalPath(process.slug, row.number),
          about: [
            receivedText(t, row) ?? '',
            ...(row.keyedByName ? [t('proposals.keying.by', { name: row.keyedByName })] : []),
          ].join('. '),
          slip: link(t('proposals.keying.print', { number: proposalNumber(row.number) }), slipPath(process.slug, row.number)),
        })),
      },
    },
    {
      title,
      process: process.slug,
      breadcrumb: [
        { text: localized(process.name, x.locale), href: staffProcessPath(process.slug) },
        { text: t('proposals.triage.title'), href: triagePath(process.slug) },
      ],
    },
  );
}

export interface Slip {
  process: ProcessRow;
  proposal: ProposalDetail;
  texts: Awaited<ReturnType<CallQueries['texts']>>;
  publicUrl: string;
  /** Of the private link, while this browser knows it; it is stored nowhere. */
  secret: string | null;
}

/** The room that a code needs around it: a quiet zone of four squares on each side (ISO/IEC 18004). */
const QUIET = 8;

export function slipPage(x: Exchange, { process, proposal, texts, publicUrl, secret }: Slip): Page {
  const { t } = x;
  const number = proposalNumber(proposal.number);
  const address = publicUrl + shortPath(process.slug, number);
  const { path, size } = qrPath(address);
  const title = t('proposals.slip.title', { number });
  const bare = (url: string): string => url.replace(/^https?:\/\//, '');
  return x.page(
    'proposals/slip',
    {
      title,
      lead: localized(process.name, x.locale),
      facts: {
        rows: [
          { term: t('proposals.receipt.number'), text: number, href: null },
          {
            term: t('proposals.slip.received'),
            text: receivedText(t, proposal) ?? t.date(proposal.submittedAt, 'day'),
            href: null,
          },
          { term: t('proposals.theme'), text: localized(proposal.themeName, x.locale), href: null },
          ...(proposal.termsVersion
            ? [
                {
                  term: t('proposals.terms.accepted'),
                  text: t('proposals.terms.version', { version: proposal.termsVersion }),
                  href: null,
                },
              ]
            : []),
        ],
      },
      textTitle: t('proposals.slip.text'),
      proposalTitle: proposal.title,
      lang: langOf(t, proposal.lang),
      paragraphs: paragraphsOf(proposal.body),
      qr: { path, edge: size + QUIET, label: t('proposals.slip.qr') },
      address: bare(address),
      followText: t('proposals.slip.follow'),
      own: secret
        ? { title: t('proposals.slip.own'), text: t('proposals.slip.own-text'), address: bare(publicUrl + receiptPath(secret)) }
        : null,
      contact: [texts.contact, texts.contactEmail].filter((each) => each !== null).join(' · ') || null,
    },
    { title, process: process.slug, layout: 'print' },
  );
}
