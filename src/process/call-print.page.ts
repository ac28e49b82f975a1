import { localized } from '../kernel/localized.js';
import type { Exchange } from '../platform/web/exchange.js';
import { qrPath } from '../platform/web/qr.js';
import type { Page } from '../platform/web/reply.js';
import type { CallProse, ShownCall } from './call.page.js';
import { callProse } from './call.page.js';
import { stageDates } from './process-journey.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'process/poster': {
      title: string;
      lead: string;
      when: string | null;
      prose: CallProse;
      qr: { path: string; edge: number; label: string };
      address: string;
      contact: string | null;
    };
    'process/paper': {
      title: string;
      lead: string;
      send: string;
      questions: { text: string; about: string | null; lines: number[]; choices: string[] }[];
      terms: { title: string; prose: CallProse; accept: string } | null;
      office: string;
      officeRows: string[];
    };
  }
}

/** The room that a poster's code needs around it: a quiet zone of four squares on each side. */
const QUIET = 8;

const whenOf = (x: Exchange, { stages }: ShownCall): string | null => {
  const call = stages.find(({ kind }) => kind === 'call');
  return call ? x.t('process.call.lead', { days: stageDates(x.t, call) }) : null;
};

const contactOf = ({ texts }: ShownCall): string | null =>
  [texts.contact, texts.contactEmail].filter((each) => each !== null).join(' · ') || null;

/** A sheet for a wall: what it is about, until when, a code to scan and the address for those who type. */
export function posterPage(x: Exchange, shown: ShownCall, address: string): Page {
  const { path, size } = qrPath(address);
  const name = localized(shown.process.name, x.locale);
  return x.page(
    'process/poster',
    {
      title: name,
      lead: localized(shown.process.summary, x.locale),
      when: whenOf(x, shown),
      prose: callProse(x.t, shown.texts.asks),
      qr: { path, edge: size + QUIET, label: x.t('process.poster.qr') },
      address: address.replace(/^https?:\/\//, ''),
      contact: contactOf(shown),
    },
    { title: x.t('process.poster.title', { process: name }), process: shown.process.slug, layout: 'print' },
  );
}

const linesOf = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** The same questions as on the screen, with room to write by hand, and where to bring or send the sheet. */
export function paperPage(x: Exchange, shown: ShownCall, themes: string[]): Page {
  const { t } = x;
  const name = localized(shown.process.name, x.locale);
  const usual = (key: string, lines: number, choices: string[] = []) => ({
    text: t(`process.paper.${key}`),
    about: null,
    lines: linesOf(lines),
    choices,
  });
  const own = shown.questions.map((question) => ({
    text: localized(question.label, x.locale),
    about: question.isPublic ? null : t('process.paper.private'),
    lines: question.kind === 'choice' || question.kind === 'yes-no' ? [] : linesOf(question.kind === 'text' ? 4 : 1),
    choices:
      question.kind === 'choice'
        ? question.options.map((option) => localized(option, x.locale))
        : question.kind === 'yes-no'
          ? [t('process.paper.yes'), t('process.paper.no')]
          : [],
  }));
  return x.page(
    'process/paper',
    {
      title: t('process.paper.title', { process: name }),
      lead: whenOf(x, shown) ?? '',
      send: t(contactOf(shown) ? 'process.paper.send' : 'process.paper.send-nowhere', { contact: contactOf(shown) ?? '' }),
      questions: [
        usual('proposal', 2),
        usual('theme', 0, themes),
        usual('problem', 7),
        usual('idea', 7),
        usual('benefit', 4),
        ...own,
        usual('name', 1),
        usual('organisation', 1),
        usual('email', 1),
      ],
      terms: shown.rules
        ? {
            title: t('process.paper.terms', { version: shown.rules.version }),
            prose: callProse(t, shown.rules.terms),
            accept: t('process.paper.accept'),
          }
        : null,
      office: t('process.paper.office'),
      officeRows: [t('process.paper.received'), t('process.paper.number')],
    },
    { title: t('process.paper.title', { process: name }), process: shown.process.slug, layout: 'print' },
  );
}
