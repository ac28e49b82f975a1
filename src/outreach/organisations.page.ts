import { localized } from '../kernel/localized.js';
import { LANGUAGE_NAMES } from '../platform/i18n/translator.js';
import type { ButtonModel, FieldModel, FormModel, PaginationModel, RowsModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import type { ThemeRow } from '../process/index.js';
import { descriptionFields } from './contact-forms.js';
import { mayResend, outreachPath, stateOf, type FindOrganisations } from './domain/index.js';
import { aboutText, breadcrumb, languageOptions, sectorOptions, stateTag, themeOptions } from './outreach-words.js';
import type { ContactRow, InvitationRow, OrganisationRow } from './outreach-rows.js';
import { PAGE_SIZE } from './outreach.queries.js';

/** An invitation as a list of the team shows it. */
export interface InvitationLine {
  title: string;
  href: string;
  state: TagModel;
  about: string[];
  note: string | null;
  forms: FormModel[];
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'outreach/organisations': {
      title: string;
      lead: string;
      add: ButtonModel;
      filter: { action: string; fields: FieldModel[]; submit: string; label: string };
      count: string;
      list: RowsModel | null;
      empty: string | null;
      pages: PaginationModel | null;
    };
    'outreach/organisation': {
      title: string;
      lead: string;
      form: FormModel;
      formTitle: string;
      contactsTitle: string;
      contacts: { name: string; href: string; email: string; consent: string; tag: TagModel | null }[];
      noContacts: string | null;
      add: ButtonModel;
      invitationsTitle: string;
      invitations: InvitationLine[];
      noInvitations: string | null;
    };
  }
}

/** A filter as the query of an address. */
export const queryOf = (find: FindOrganisations, page = 1): string => {
  const { q, theme, sector, language, never } = find;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ q, theme, sector, language, never })) if (value) query.set(name, value);
  if (page > 1) query.set('page', String(page));
  return query.toString();
};

/** The fields by which organisations are found, for a form that gets. */
export function filterFields(x: Exchange, find: FindOrganisations, themes: readonly ThemeRow[]): FieldModel[] {
  const any = { value: '', text: x.t('outreach.filter.any') };
  const { fields } = x.form(
    {
      action: '',
      submit: 'outreach.filter.apply',
      fields: [
        { name: 'q', kind: 'text', label: 'outreach.filter.q', required: false, maxlength: 120, autocomplete: 'off' },
        { name: 'theme', kind: 'select', label: 'outreach.filter.theme', options: [any, ...themeOptions(x.t, themes)] },
        { name: 'sector', kind: 'select', label: 'outreach.field.sector', options: [any, ...sectorOptions(x.t)] },
        { name: 'language', kind: 'select', label: 'outreach.filter.language', options: [any, ...languageOptions()] },
        {
          name: 'never',
          kind: 'select',
          label: 'outreach.filter.invited',
          options: [
            { value: '', text: x.t('outreach.filter.all') },
            { value: 'yes', text: x.t('outreach.filter.never') },
          ],
        },
      ],
    },
    blank({ ...find }),
  );
  return Object.values(fields).map((field) => ({ ...field, optionalText: null }));
}

/** What is known of an organisation, in a few words. */
export function organisationAbout(x: Exchange, organisation: OrganisationRow, themes: readonly ThemeRow[]): string[] {
  const known = themes.filter(({ id }) => organisation.themeIds.includes(id)).map(({ name }) => localized(name, x.locale));
  return [
    x.t(`proposals.sector.${organisation.sector}`),
    ...(known.length > 0 ? [x.t.list(known)] : []),
    ...(organisation.knows ? [organisation.knows] : []),
    ...(organisation.languages.length > 0 ? [x.t.list(organisation.languages.map((each) => LANGUAGE_NAMES[each]))] : []),
  ];
}

export function organisationsPage(
  x: Exchange,
  slug: string,
  find: FindOrganisations,
  found: { organisations: OrganisationRow[]; count: number; themes: ThemeRow[] },
): Page {
  const title = x.t('outreach.organisations.title');
  const path = outreachPath(slug, 'organisations');
  const last = Math.max(1, Math.ceil(found.count / PAGE_SIZE));
  const to = (page: number, key: string) => link(x.t(key), `${path}?${queryOf(find, page)}`);
  return x.page(
    'outreach/organisations',
    {
      title,
      lead: x.t('outreach.organisations.lead'),
      add: button(x.t('outreach.contact.new'), outreachPath(slug, 'contacts', 'new')),
      filter: {
        action: path,
        fields: filterFields(x, find, found.themes),
        submit: x.t('outreach.filter.apply'),
        label: x.t('outreach.filter.label'),
      },
      count: x.t('outreach.organisations.count', { count: found.count }),
      list:
        found.organisations.length === 0
          ? null
          : {
              rows: found.organisations.map((organisation) => ({
                title: organisation.name,
                href: outreachPath(slug, 'organisations', organisation.id),
                about: [
                  ...organisationAbout(x, organisation, found.themes),
                  x.t('outreach.organisations.contacts', { count: organisation.contacts }),
                  organisation.invitedAt
                    ? x.t('outreach.organisations.invited', { day: x.t.date(organisation.invitedAt, 'short') })
                    : x.t('outreach.organisations.never-invited'),
                ],
                tag: null,
                action: null,
              })),
            },
      empty: found.organisations.length === 0 ? x.t('outreach.organisations.empty') : null,
      pages:
        last === 1
          ? null
          : {
              label: x.t('outreach.pages'),
              summary: x.t('outreach.page-of', { page: find.page, of: last }),
              previous: find.page > 1 ? to(find.page - 1, 'outreach.previous') : null,
              next: find.page < last ? to(find.page + 1, 'outreach.next') : null,
            },
    },
    { title, process: slug, breadcrumb: breadcrumb(x, slug) },
  );
}

export function organisationPage(
  x: Exchange,
  slug: string,
  state: FormState,
  found: { organisation: OrganisationRow; contacts: ContactRow[]; invitations: InvitationRow[]; themes: ThemeRow[] },
): Page {
  const { organisation, contacts, invitations } = found;
  const query = new URLSearchParams({ organisation: organisation.name }).toString();
  return x.page(
    'outreach/organisation',
    {
      title: organisation.name,
      lead: organisationAbout(x, organisation, found.themes).join(' · '),
      formTitle: x.t('outreach.organisation.describe'),
      form: x.form(
        {
          action: outreachPath(slug, 'organisations', organisation.id),
          submit: 'outreach.save',
          fields: descriptionFields(x, found.themes),
        },
        state,
      ),
      contactsTitle: x.t('outreach.contacts'),
      contacts: contacts.map((contact) => ({
        name: contact.name,
        href: outreachPath(slug, 'contacts', contact.id),
        email: contact.email,
        consent: x.t('outreach.contact.consent', { origin: contact.consentOrigin, day: x.t.date(contact.consentOn, 'day') }),
        tag: contact.hasBounced ? { text: x.t('outreach.state.bounced'), tone: 'danger', icon: 'mail-x' } : null,
      })),
      noContacts: contacts.length === 0 ? x.t('outreach.organisation.no-contacts') : null,
      add: button(x.t('outreach.contact.new'), `${outreachPath(slug, 'contacts', 'new')}?${query}`, 'plain'),
      invitationsTitle: x.t('outreach.invitations'),
      invitations: invitations.map((invitation) => ({
        ...invitationLine(x, slug, invitation),
        title: aboutText(x.t, invitation.themeName),
        href: outreachPath(slug, 'batches', invitation.batchId),
      })),
      noInvitations: invitations.length === 0 ? x.t('outreach.organisations.never-invited') : null,
    },
    {
      title: organisation.name,
      process: slug,
      breadcrumb: breadcrumb(x, slug, {
        text: x.t('outreach.organisations.title'),
        href: outreachPath(slug, 'organisations'),
      }),
    },
  );
}

/** An invitation under its organisation's name, with what can be done about it. */
export function invitationLine(x: Exchange, slug: string, invitation: InvitationRow): InvitationLine {
  const path = (verb: string) => outreachPath(slug, 'invitations', invitation.id, verb);
  const when = (key: string, at: Date | null) => (at ? [x.t(key, { day: x.t.date(at, 'short') })] : []);
  const args = { name: invitation.organisation };
  const canBounce = ['sent', 'opened'].includes(stateOf(invitation));
  return {
    title: invitation.organisation,
    href: outreachPath(slug, 'organisations', invitation.organisationId),
    state: stateTag(x.t, invitation),
    about: [
      ...(invitation.contactName ? [`${invitation.contactName} (${invitation.email ?? ''})`] : []),
      x.t('outreach.line.letters', { count: invitation.letters, day: x.t.date(invitation.lastLetterAt, 'short') }),
      ...when('outreach.line.opened', invitation.openedAt),
      ...(invitation.answer && invitation.answeredAt
        ? [`${x.t(`outreach.answer.${invitation.answer}`)}: ${x.t.date(invitation.answeredAt, 'short')}`]
        : []),
      ...(invitation.error ? [invitation.error] : []),
    ],
    note: invitation.note,
    forms: [
      ...(mayResend(invitation) ? [x.button(path('letter'), 'outreach.line.resend', 'quiet', args)] : []),
      ...(canBounce ? [x.button(path('bounce'), 'outreach.line.bounce', 'quiet', args)] : []),
      ...(invitation.bouncedAt ? [x.button(path('delivery'), 'outreach.line.delivered', 'quiet', args)] : []),
    ],
  };
}

export const button = (text: string, href: string, variant: ButtonModel['variant'] = 'primary'): ButtonModel => ({
  text,
  href,
  variant,
  icon: null,
  name: null,
  value: null,
});
