import { localized } from '../kernel/localized.js';
import { SECTORS } from '../participants/domain/index.js';
import type { FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { ACCESS_NEEDS, joinPath, ORGANISATION_MAX, PERSON_NAME_MAX, shownRoomCode } from './domain/index.js';
import { initials, sectorText } from './page-words.js';
import { ring, type RingModel } from './ring.js';
import type { RoundtableRow } from './roundtables.queries.js';

export interface EnterPage {
  brand: string;
  title: string;
  lead: string;
  form: FormModel;
}

export interface JoinPage {
  brand: string;
  live: string | null;
  title: string;
  about: string;
  codeText: string;
  code: string;
  ring: RingModel;
  form: FormModel;
  sectors: { id: string; value: string; text: string; hint: string; checked: boolean; mark: string }[];
  needs: { id: string; value: string; text: string; checked: boolean }[];
  needsTitle: string;
  needsHint: string;
  optional: string;
  account: { text: string; href: string | null; linkText: string } | null;
}

export const enterPage = (x: Exchange, state: FormState): EnterPage => ({
  brand: x.t('roundtables.brand'),
  title: x.t('roundtables.enter.title'),
  lead: x.t('roundtables.enter.lead'),
  form: x.form(
    {
      action: joinPath(),
      submit: 'roundtables.enter.submit',
      fields: [
        {
          name: 'code',
          kind: 'text',
          label: 'roundtables.join.code',
          hint: 'roundtables.enter.hint',
          maxlength: 20,
          autocomplete: 'off',
        },
      ],
    },
    state,
  ),
});

export function joinPage(x: Exchange, table: RoundtableRow, state: FormState): JoinPage {
  const { t } = x;
  const chosen = (name: string, value: string): boolean => [state.values[name]].flat().map(String).includes(value);
  const open = table.state === 'open' && table.openedAt;
  return {
    brand: t('roundtables.brand'),
    live: open
      ? t('roundtables.join.live', { time: t.date(table.openedAt ?? table.startsAt, 'time'), count: table.people })
      : null,
    title: localized(table.title, t.locale),
    about: t('roundtables.when', {
      day: t.date(table.startsAt, 'day'),
      from: t.date(table.startsAt, 'time'),
      to: t.date(table.endsAt, 'time'),
    }),
    codeText: t('roundtables.join.code'),
    code: shownRoomCode(table.code),
    ring: ring(t, table.people),
    form: x.form(
      {
        action: joinPath(table.code),
        submit: 'roundtables.join.submit',
        fields: [
          {
            name: 'name',
            kind: 'text',
            label: 'roundtables.join.name',
            hint: 'roundtables.join.name-hint',
            maxlength: PERSON_NAME_MAX,
            autocomplete: 'nickname',
          },
          {
            name: 'sector',
            kind: 'radios',
            label: 'roundtables.join.sector',
            options: SECTORS.map((sector) => ({ value: sector, text: sectorText(t, sector) })),
          },
          {
            name: 'organisation',
            kind: 'text',
            label: 'roundtables.join.organisation',
            required: false,
            maxlength: ORGANISATION_MAX,
            autocomplete: 'organization',
          },
          {
            name: 'needs',
            kind: 'checkboxes',
            label: 'roundtables.join.needs',
            required: false,
            options: ACCESS_NEEDS.map((need) => ({ value: need, text: t(`roundtables.need.${need}`) })),
          },
        ],
      },
      state,
    ),
    sectors: SECTORS.map((sector, index) => ({
      id: `sector-${index + 1}`,
      value: sector,
      text: sectorText(t, sector),
      hint: t(`roundtables.sector-hint.${sector}`),
      checked: chosen('sector', sector),
      mark: initials(sectorText(t, sector)),
    })),
    needs: ACCESS_NEEDS.map((need, index) => ({
      id: `needs-${index + 1}`,
      value: need,
      text: t(`roundtables.need.${need}`),
      checked: chosen('needs', need),
    })),
    needsTitle: t('roundtables.join.needs'),
    needsHint: t('roundtables.join.needs-hint'),
    optional: t('forms.optional'),
    account:
      x.actor.kind === 'account'
        ? { text: t('roundtables.join.as-account', { name: x.actor.name }), href: null, linkText: '' }
        : {
            text: t('roundtables.join.as-guest'),
            href: `/sign-in?next=${encodeURIComponent(joinPath(table.code))}`,
            linkText: t('roundtables.join.sign-in'),
          },
  };
}
