/** Who is on the board just now, and what they do there. Told by the servers, kept in memory, forgotten when nothing more is heard. */
import type { PresenceState, Present, Whereabouts } from '../../boards/domain/index.js';

interface Doing {
  readonly at: string | null;
  readonly state: PresenceState;
  readonly heard: number;
}

/** What somebody does is believed for so long, in ms. */
const DOING_MS = 12_000;

export class PeopleAround {
  private readonly servers = new Map<string, readonly Present[]>();
  private readonly doing = new Map<string, Doing>();

  /** Everybody joined through this server; replaces what it said before. */
  hearPeople(server: string, people: readonly Present[]): void {
    this.servers.set(server, people);
  }

  hearWhereabouts(whereabouts: readonly Whereabouts[]): void {
    for (const [actor, at, state] of whereabouts) this.doing.set(actor, { at, state, heard: Date.now() });
  }

  forget(): void {
    this.servers.clear();
  }

  /** Everybody connected, once each. */
  get connected(): readonly Present[] {
    const people = new Map<string, Present>();
    for (const server of this.servers.values()) for (const person of server) people.set(person.id, person);
    return [...people.values()];
  }

  /** Ids of those who write in this section, or move this note, just now; `me` is not told of. */
  doingAt(at: string, state: PresenceState, me: string | null): readonly string[] {
    const now = Date.now();
    return [...this.doing].flatMap(([id, doing]) =>
      doing.at === at && doing.state === state && now - doing.heard < DOING_MS && id !== me ? [id] : [],
    );
  }

  nameOf(id: string): string | null {
    return this.connected.find((person) => person.id === id)?.name ?? null;
  }
}
