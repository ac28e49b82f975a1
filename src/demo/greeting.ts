import type { INestApplicationContext } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import type { Translate } from '../platform/i18n/translate.js';
import { Translator } from '../platform/i18n/translator.js';
import { shownRoomCode } from '../roundtables/domain/index.js';
import type { Sample } from './sample.js';

/** What somebody who has just started a trial installation reads in the terminal, in Spanish and in English. */
export function greeting(app: INestApplicationContext, sample: Sample | null): string {
  const [translator, { PUBLIC_URL: url, SMTP_URL }] = [app.get(Translator), app.get(Config)];
  const inOneLanguage = (t: Translate): string[] => [
    '',
    t('demo.start.address', { url }),
    ...(sample ? ways(t, url, sample) : []),
    ...(SMTP_URL ? [] : [t('demo.start.mailbox', { url: `${url}/_mailbox` })]),
  ];
  return [...inOneLanguage(translator.in('es')), ...inOneLanguage(translator.in('en')), '', ''].join('\n');
}

const ways = (t: Translate, url: string, { people, table, draft, plan }: Sample): string[] => [
  t('demo.start.sample'),
  t('demo.start.people', { url: `${url}/sign-in` }),
  ...people.map(({ name, role }) => `  ${name}: ${t(role)}`),
  t('demo.start.table', { code: shownRoomCode(table.code), url: url + table.join }),
  ...(draft ? [t('demo.start.draft', { url: url + draft })] : []),
  t('demo.start.plan', { url: url + plan }),
];
