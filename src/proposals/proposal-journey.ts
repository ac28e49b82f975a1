import { localized } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import { journey, type JourneyModel, type JourneyStep } from '../platform/web/components.js';
import type { ResponseRow } from '../responses/index.js';
import { verdictInForce } from './area-route.js';
import { isEnd, progress } from './domain/index.js';
import type { ProposalDetail } from './proposal-rows.js';
import { stateText } from './proposal-words.js';

type Step = Pick<JourneyStep, 'name'> & Partial<Pick<JourneyStep, 'when' | 'href' | 'hrefText'>> & { at: Date | string | null };

/** The life of one proposal as a line: what happened, with its real dates, and what is still to come. */
export function proposalJourney(t: Translate, proposal: ProposalDetail, response: ResponseRow | null): JourneyModel {
  const { step: now } = progress(proposal.state);
  const steps = lifeOf(t, proposal, response);
  const last = isEnd(proposal.state) ? steps.length - 1 : now;
  return journey(
    t('proposals.journey.label'),
    steps.map(({ at, ...step }, index) => {
      const state = index < last ? 'done' : index === last ? 'now' : 'next';
      return {
        state,
        // A step that the proposal did not go through, such as a table for one that was already planned, has no date.
        stateText: at ? t.date(at, 'short') : t(`proposals.journey.${state === 'next' ? 'next' : 'not-taken'}`),
        name: step.name,
        when: (state === 'now' && proposal.ownState ? localized(proposal.ownState.name, t.locale) : step.when) ?? null,
        href: step.href ?? null,
        hrefText: step.hrefText ?? null,
      };
    }),
  );
}

function lifeOf(t: Translate, proposal: ProposalDetail, response: ResponseRow | null): Step[] {
  const verdict = verdictInForce(proposal);
  const [assignment] = proposal.assignments;
  const areas = proposal.assignments.map((each) => localized(each.areaName, t.locale));
  const life: (Step | null)[] = [
    { name: t('proposals.journey.submitted'), at: proposal.submittedAt },
    { name: t('proposals.journey.published'), at: proposal.publishedAt },
    { name: stateText(t, 'in-review'), at: assignment?.assignedAt ?? null, when: areas.length > 0 ? t.list(areas) : null },
    {
      name: verdict ? stateText(t, verdict.verdict) : t('proposals.journey.verdict'),
      at: verdict?.at ?? null,
      href: verdict?.href ?? null,
      hrefText: verdict ? t('proposals.journey.read-review') : null,
    },
    { name: stateText(t, 'on-the-table'), at: proposal.tabledAt },
    {
      name: isEnd(proposal.state) ? stateText(t, proposal.state) : t('proposals.journey.end'),
      at: response?.at ?? null,
      href: response ? '#response' : null,
      hrefText: response ? t('proposals.journey.read-response') : null,
    },
  ];
  // An answered proposal shows the way it went; one under way also what comes.
  return life.filter((step): step is Step => step !== null && (!isEnd(proposal.state) || step.at !== null));
}
