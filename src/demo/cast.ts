import { actorFor, type Account } from '../accounts/index.js';
import type { Actor } from '../kernel/actor.js';
import type { LocalizedText } from '../kernel/localized.js';
import {
  organisations,
  people,
  process2021,
  process2022,
  type SampleOrganisation,
  type SamplePerson,
  type SampleProcess,
} from './content/content.js';

/** What the content calls by a key, once it exists: throws for a key that the story has not come to. */
export class Known<T> {
  private readonly things = new Map<string, T>();

  constructor(private readonly kind: string) {}

  set(key: string, thing: T): void {
    this.things.set(key, thing);
  }

  of(key: string): T {
    const thing = this.things.get(key);
    if (thing === undefined) throw new Error(`The story has not come to the ${this.kind} ${key} yet`);
    return thing;
  }
}

/** A process of the story as it was set up: its id, and the ids of what belongs to it, by the content's keys. */
export interface ToldProcess {
  readonly id: string;
  readonly slug: string;
  readonly stages: Known<string>;
  readonly themes: Known<string>;
  readonly areas: Known<string>;
}

/** Everything and everybody of the story that later acts point at. */
export class Cast {
  readonly accounts = new Known<Account>('account');
  readonly processes = new Known<ToldProcess>('process');
  readonly proposals = new Known<string>('proposal');
  readonly notes = new Known<string>('note');
  readonly roundtables = new Known<string>('roundtable');
  readonly sheets = new Known<string>('sheet');
  readonly comments = new Known<string>('comment');

  actor(key: string): Actor {
    return actorFor(this.accounts.of(key));
  }
}

/** The finished process, then the running one. */
export const PROCESSES: readonly SampleProcess[] = [process2021, process2022];
export const slugOf = (process: SampleProcess): string => `plan-${process.key}`;

const PEOPLE = new Map(people.map((person) => [person.key, person]));
const ORGANISATIONS = new Map(organisations.map((organisation) => [organisation.key, organisation]));

export const personOf = (key: string): SamplePerson => found(PEOPLE, key);
export const organisationOf = (key: string): SampleOrganisation => found(ORGANISATIONS, key);
export const organisationName = (key: string | null): string | null => (key === null ? null : organisationOf(key).name);

/** The stage of a process, as the content plans it. */
export function stageOf(process: SampleProcess, kind: SampleProcess['stages'][number]['kind']): SampleProcess['stages'][number] {
  const stage = process.stages.find((each) => each.kind === kind);
  if (!stage) throw new Error(`The process ${process.key} has no stage ${kind}`);
  return stage;
}

/** The theme's or area's name, which its row in the database has too. */
export const nameOf = (named: readonly { key: string; name: LocalizedText }[], key: string): LocalizedText => {
  const one = named.find((each) => each.key === key);
  if (!one) throw new Error(`Nothing is called ${key}`);
  return one.name;
};

function found<T>(things: ReadonlyMap<string, T>, key: string): T {
  const thing = things.get(key);
  if (!thing) throw new Error(`The content has no ${key}`);
  return thing;
}
