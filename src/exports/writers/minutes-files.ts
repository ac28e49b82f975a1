import type { Translate } from '../../platform/i18n/translate.js';
import { MINUTES_SECTIONS } from '../../roundtables/domain/index.js';
import type { MinutesVersionRow } from '../../roundtables/index.js';
import type { Block, Outline } from './outline.js';

/** Published minutes with where they come from. */
export interface MinutesDossier {
  readonly minutes: MinutesVersionRow;
  readonly table: string;
  readonly process: string;
  readonly platformName: string;
  readonly url: string;
  readonly heldOn: Date;
}

/** The minutes as a document: a heading for each section that says something. */
export function minutesOutline({ minutes, table, process, platformName, url, heldOn }: MinutesDossier, t: Translate): Outline {
  const own = (text: string) => [{ text, lang: t.tag }];
  const title = `${t('roundtables.minutes.title')}: ${table}`;
  return {
    title,
    lang: t.tag,
    author: platformName,
    subject: process,
    date: minutes.publishedAt.toISOString().slice(0, 10),
    blocks: [
      { kind: 'heading', level: 1, text: title },
      {
        kind: 'facts',
        rows: [
          { label: t('exports.document.process'), values: own(process) },
          { label: t('exports.board.held'), values: own(t.date(heldOn, 'moment')) },
          {
            label: t('exports.document.version'),
            values: own(t('roundtables.minutes.published', {
              number: minutes.number, date: t.date(minutes.publishedAt, 'day'), by: minutes.publishedBy,
            })), // prettier-ignore
          },
          { label: t('exports.document.address'), values: own(url), href: url },
        ],
      },
      ...MINUTES_SECTIONS.filter((section) => minutes.texts[section] !== '').flatMap((section): Block[] => [
        { kind: 'heading', level: 2, text: t(`roundtables.minutes.section-${section}`) },
        { kind: 'answer', words: { text: minutes.texts[section], lang: minutes.lang } },
      ]),
    ],
  };
}

/** `version` counts the shape of this document, `minutes` the version of the minutes. */
export const minutesJson = ({ minutes, table, process, url, heldOn }: MinutesDossier) => ({
  format: 'mesa-abierta/minutes',
  version: 1,
  process,
  roundtable: table,
  url,
  heldOn: heldOn.toISOString(),
  language: minutes.lang,
  minutes: minutes.number,
  publishedAt: minutes.publishedAt.toISOString(),
  publishedBy: minutes.publishedBy,
  sections: minutes.texts,
});
