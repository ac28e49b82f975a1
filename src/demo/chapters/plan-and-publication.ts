import type { INestApplicationContext } from '@nestjs/common';
import { PlansService } from '../../plans/index.js';
import { organisationName, PROCESSES, stageOf, type Cast } from '../cast.js';
import { plan2021, type SampleProcess } from '../content/content.js';
import { addDays } from '../../process/domain/index.js';
import { after, type Act } from '../storyteller.js';

/** The plan of 2021: its answers, who endorses it, and its publication with the three commitments. */
export function planAndPublication(story: INestApplicationContext, cast: Cast): Act[] {
  const plans = story.get(PlansService);
  const process = PROCESSES.find(({ key }) => key === plan2021.process) as SampleProcess;
  const published = stageOf(process, 'publication').openedAt as string;
  const id = (): string => cast.processes.of(process.key).id;
  const ana = () => cast.actor('ana');
  return [
    {
      at: after(published, -2 * 24 * 3600),
      act: async () => {
        await plans.ensure(id());
        await plans.setFacts(id(), {
          startsOn: `${plan2021.start}-01`,
          endsOn: lastDayOf(plan2021.end),
          submittedOn: plan2021.submittedOn,
        });
        await plans.saveAnswers(
          id(),
          { answers: Object.fromEntries(Object.entries(plan2021.answers).map(([key, { text }]) => [key, text])), before: {} },
          'es',
          ana(),
        );
      },
    },
    ...plan2021.endorsements.map(({ name, role, organisation }, index): Act => ({
      at: after(published, -24 * 3600 + index * 3600),
      act: () => plans.addEndorsement(id(), { name, role, organisation: organisationName(organisation) ?? '' }, ana()),
    })),
    { at: after(published, 3 * 3600), act: () => plans.publish(id(), null, ana()) },
  ];
}

/** `2023-10` ends on `2023-10-31`. */
const lastDayOf = (month: string): string => addDays(addDays(`${month}-01`, 32).slice(0, 8).concat('01'), -1);
