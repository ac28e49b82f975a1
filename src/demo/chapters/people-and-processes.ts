import type { INestApplicationContext } from '@nestjs/common';
import { AccountsService } from '../../accounts/index.js';
import { SYSTEM } from '../../kernel/actor.js';
import { ParticipantsService } from '../../participants/index.js';
import { CallQueries, CallService, ProcessQueries, ProcessService } from '../../process/index.js';
import { Known, PROCESSES, slugOf, stageOf, type Cast } from '../cast.js';
import { organisations, people, places, storyNow, type SampleProcess } from '../content/content.js';
import { after, type Act } from '../storyteller.js';

/** Who there is, and the two processes from their set-up through their stages. The second one ends with its call open again, so that a visitor can propose. */
export function peopleAndProcesses(story: INestApplicationContext, cast: Cast): Act[] {
  const [accounts, participants] = [story.get(AccountsService), story.get(ParticipantsService)];
  const [processes, queries] = [story.get(ProcessService), story.get(ProcessQueries)];
  const dawn = stageOf(PROCESSES[0] as SampleProcess, 'preparation').openedAt as string;

  const arrivals = people.map((person): Act => ({
    at: after(dawn, -7200),
    act: async () =>
      cast.accounts.set(
        person.key,
        await accounts.ensure({
          email: person.email,
          name: person.name,
          locale: 'es',
          isAdministrator: person.signIn === 'coordinator',
        }),
      ),
  }));

  const setUp = async (process: SampleProcess): Promise<void> => {
    const { id, slug } = await processes.create(
      {
        template: 'ogp-three-stages',
        slug: slugOf(process),
        name: process.name,
        summary: process.summary,
        stages: process.stages.map(({ kind, name, startsOn, endsOn }) => ({ kind, name, startsOn, endsOn })),
        themes: process.themes.map(({ name }) => ({ name, description: null })),
        areas: process.areas.map(({ name }) => ({ name, email: null })),
      },
      cast.actor('ana'),
    );
    const told = {
      id,
      slug,
      stages: new Known<string>('stage'),
      themes: new Known<string>('theme'),
      areas: new Known<string>('area'),
    };
    (await queries.stages(id)).forEach((stage) => told.stages.set(stage.kind, stage.id));
    (await queries.themes(id)).forEach((theme, index) => told.themes.set(process.themes[index]?.key ?? '', theme.id));
    (await queries.areas(id)).forEach((area, index) => told.areas.set(process.areas[index]?.key ?? '', area.id));
    await story.get(CallService).setOutline(id, { outline: [places.outline] }, cast.actor('ana'));
    cast.processes.set(process.key, told);
  };

  const roles = async (process: SampleProcess): Promise<void> => {
    const { id, areas } = cast.processes.of(process.key);
    for (const organisation of organisations.filter((each) => each.processes.includes(process.key))) {
      await participants.ensureOrganisation(id, organisation.name, organisation.sector);
    }
    for (const person of people) {
      const by = person.key === 'ana' ? SYSTEM : cast.actor('ana');
      for (const { role, area } of person.roles.filter((each) => each.process === process.key)) {
        await participants.grant(id, cast.accounts.of(person.key).id, role, area ? areas.of(area) : null, by);
      }
    }
  };

  const course = (process: SampleProcess): Act[] =>
    process.stages.flatMap(({ kind, openedAt, openedBy, closedAt, closedBy }): Act[] => {
      const move = (change: 'openStage' | 'closeStage', at: string | null, by: string | null): Act[] =>
        at === null || by === null
          ? []
          : [
              {
                at,
                act: () =>
                  processes[change](
                    cast.processes.of(process.key).id,
                    cast.processes.of(process.key).stages.of(kind),
                    cast.actor(by),
                  ),
              },
            ];
      return [...move('openStage', openedAt, openedBy), ...move('closeStage', closedAt, closedBy)];
    });

  const first = PROCESSES[0] as SampleProcess;
  const ruled: Act = {
    at: after(stageOf(first, 'preparation').openedAt as string, 1800),
    act: async () => {
      const { terms, rules } = story.get(CallQueries).proposed;
      await story.get(CallService).publishRules(cast.processes.of(first.key).id, { terms, rules, note: null }, cast.actor('ana'));
    },
  };

  const begun = PROCESSES.flatMap((process): Act[] => {
    const opened = stageOf(process, 'preparation').openedAt as string;
    return [
      { at: after(opened, -3600), isApart: true, act: () => setUp(process) },
      { at: after(opened, -1800), act: () => roles(process) },
      { at: opened, act: () => processes.publish(cast.processes.of(process.key).id, cast.actor('ana')) },
      ...course(process),
    ];
  });

  const reopened: Act = {
    at: after(storyNow, -6 * 3600),
    act: () => processes.openStage(cast.processes.of('2022').id, cast.processes.of('2022').stages.of('call'), cast.actor('ana')),
  };
  return [...arrivals, ...begun, ruled, reopened];
}
