import { localized, type LocalizedText, LOCALES } from '../kernel/localized.js';
import { SECTORS, type Sector } from '../participants/domain/index.js';
import type { Translate } from '../platform/i18n/translate.js';
import { LANGUAGE_NAMES } from '../platform/i18n/translator.js';
import type { TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { ThemeRow } from '../process/index.js';
import { staffProcessPath } from '../process/domain/index.js';
import { outreachPath, stateOf, type InvitationState } from './domain/index.js';
import type { InvitationRow } from './outreach-rows.js';

const LOOKS: Record<InvitationState, Omit<TagModel, 'text'>> = {
  queued: { tone: 'neutral', icon: 'clock' },
  sent: { tone: 'neutral', icon: 'mail' },
  undelivered: { tone: 'warn', icon: 'triangle-alert' },
  bounced: { tone: 'danger', icon: 'mail-x' },
  unsubscribed: { tone: 'neutral', icon: 'bell-off' },
  opened: { tone: 'accent', icon: 'mail-open' },
  answered: { tone: 'ok', icon: 'check' },
  'took-part': { tone: 'ok', icon: 'users' },
};

export function stateTag(t: Translate, invitation: InvitationRow): TagModel {
  const state = stateOf(invitation);
  const text = state === 'answered' ? t(`outreach.answer.${invitation.answer ?? 'proposal'}`) : t(`outreach.state.${state}`);
  return { text, ...LOOKS[state] };
}

export const sectorOptions = (t: Translate): { value: Sector; text: string }[] =>
  SECTORS.map((sector) => ({ value: sector, text: t(`proposals.sector.${sector}`) }));

export const languageOptions = (): { value: string; text: string }[] =>
  LOCALES.map((locale) => ({ value: locale, text: LANGUAGE_NAMES[locale] }));

export const themeOptions = (t: Translate, themes: readonly ThemeRow[]): { value: string; text: string }[] =>
  themes.map(({ id, name }) => ({ value: id, text: localized(name, t.locale) }));

/** What a batch is about. */
export const aboutText = (t: Translate, themeName: LocalizedText | null): string =>
  themeName ? localized(themeName, t.locale) : t('outreach.whole-call');

/** The way up from a page of outreach. */
export const breadcrumb = (x: Exchange, slug: string, ...below: { text: string; href: string }[]) => [
  { text: x.t('process.staff.work'), href: staffProcessPath(slug) },
  ...(x.path === outreachPath(slug) ? [] : [{ text: x.t('outreach.title'), href: outreachPath(slug) }]),
  ...below,
];
