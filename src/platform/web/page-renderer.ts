import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { LANGUAGE_NAMES } from '../i18n/translator.js';
import { LOCALES } from '../../kernel/localized.js';
import type { NoticeModel, SiteModel } from './components.js';
import type { Exchange } from './exchange.js';
import { KeptPages } from './kept-pages.js';
import { Navigation } from './navigation.js';
import type { Page } from './reply.js';
import { Views } from './views.js';

/** Turns a page into HTML: its template within its layout, with what every page shows. */
@Injectable()
export class PageRenderer {
  constructor(
    private readonly views: Views,
    private readonly navigation: Navigation,
    private readonly config: Config,
    private readonly kept: KeptPages,
  ) {}

  async render(shown: Page, x: Exchange): Promise<string> {
    const site = await this.site(shown, x);
    const html = this.views.render(shown.view, shown.model, { site, t: x.t }, shown.options.layout ?? 'site');
    const { isKept = false, status = 200 } = shown.options;
    return x.blanks ? this.kept.made(x, html, isKept && status === 200) : html;
  }

  private async site(shown: Page, x: Exchange): Promise<SiteModel> {
    const { t } = x;
    const navigation = await this.navigation.of(x, shown.options.process ?? null);
    const signedIn = x.actor.kind === 'account';
    return {
      locale: t.locale,
      lang: t.tag,
      title: shown.options.title,
      siteName: this.config.SITE_NAME,
      place: this.config.SITE_PLACE,
      nonce: x.nonce,
      csrf: signedIn ? x.csrf : '',
      languages: LOCALES.map((code) => ({
        code,
        name: LANGUAGE_NAMES[code],
        href: `/${code}${x.request.url}`,
        current: code === t.locale,
      })),
      sections: navigation.sections,
      breadcrumb: (shown.options.breadcrumb ?? []).map((crumb) => ({ ...crumb, current: false })),
      person: signedIn ? { name: x.actor.name || t('site.person.unnamed'), links: navigation.person } : null,
      signInHref: `/sign-in?next=${encodeURIComponent(x.request.method === 'GET' ? x.request.url : x.path)}`,
      signOutAction: '/sign-out',
      signOutFormId: signedIn ? x.newFormId() : '',
      flash: shown.options.layout === 'embed' ? null : takeFlash(x),
      sampleText: this.config.SAMPLE ? t('site.sample') : null,
      footer: navigation.footer,
      skipText: t('site.skip'),
      sectionsLabel: t('site.sections'),
      languageLabel: t('site.language'),
      breadcrumbLabel: t('site.breadcrumb'),
      signInText: t('site.sign-in'),
      signOutText: t('site.sign-out'),
      motto: t('site.motto'),
      scripts: ['page', ...(shown.options.scripts ?? [])],
      description: shown.options.description ?? t('site.motto'),
      picture: shown.options.picture ? `${this.config.PUBLIC_URL}/${t.locale}${shown.options.picture}` : null,
      path: x.path,
      origin: this.config.PUBLIC_URL,
    };
  }
}

function takeFlash(x: Exchange): NoticeModel | null {
  const text = x.request.session.get('flash') as string | undefined;
  if (!text) return null;
  x.request.session.set('flash', undefined);
  return { tone: 'ok', title: null, text };
}
