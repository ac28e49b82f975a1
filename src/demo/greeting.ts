import type { INestApplicationContext } from '@nestjs/common';
import { shownRoomCode } from '../roundtables/domain/index.js';
import { Translator } from '../platform/i18n/translator.js';
import type { Sample } from './sample.js';

/** What somebody who has just started a trial installation reads in the terminal, in Spanish and in English. */
export function greeting(app: INestApplicationContext, url: string, sample: Sample | null): string {
  return (['es', 'en'] as const)
    .map((locale) => {
      const t = app.get(Translator).in(locale);
      const lines = [t('demo.start.address', { url })];
      if (sample) {
        lines.push(t('demo.start.sample'), t('demo.start.people', { url: `${url}/sign-in` }));
        lines.push(...sample.people.map(({ name, role }) => `  ${name}: ${t(role)}`));
        lines.push(t('demo.start.table', { code: shownRoomCode(sample.table.code), url: url + sample.table.join }));
        if (sample.draft) lines.push(t('demo.start.draft', { url: url + sample.draft }));
        lines.push(t('demo.start.plan', { url: url + sample.plan }));
      }
      lines.push(t('demo.start.mailbox', { url: `${url}/_mailbox` }));
      return lines.join('\n');
    })
    .map((text) => `\n${text}\n`)
    .join('')
    .concat('\n');
}
