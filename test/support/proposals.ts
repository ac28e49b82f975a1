import { SYSTEM } from '../../src/kernel/actor.js';
import { ProposalsService, type Sent } from '../../src/proposals/index.js';
import { SubmitProposal } from '../../src/proposals/domain/index.js';
import type { TestApp } from './app.js';
import type { PersonName, World } from '../world/world.js';

/** Sends a proposal of the first theme, published at once unless it is suspicious. */
export function propose(
  app: TestApp,
  world: World,
  title: string,
  more: { author?: string; by?: PersonName; isSuspicious?: boolean; lang?: 'es' | 'en' | 'fr' } = {},
): Promise<Sent> {
  const author = more.author ?? 'Graciela Montenegro';
  const mailbox = author.split(' ')[0]?.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '') ?? '';
  const command = SubmitProposal.parse({
    processId: world.processId,
    themeId: world.themes[0]?.id,
    title,
    body: `Que se haga: ${title}.\n\nHace falta.`,
    lang: more.lang ?? 'es',
    authorName: author,
    authorEmail: `${mailbox}@example.org`,
    sector: 'residents',
    accountId: more.by ? world.account(more.by).id : null,
  });
  return app.nest
    .get(ProposalsService)
    .submit(command, SYSTEM, { isSuspicious: more.isSuspicious ?? false, locale: more.lang ?? 'es' });
}
