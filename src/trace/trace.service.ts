import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import type { Subject } from '../kernel/subject.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { TraceLink } from './trace-link.entity.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'trace.linked': { from: Subject; to: Subject };
    'trace.unlinked': { from: Subject; to: Subject };
  }
}

const endsOf = (from: Subject, to: Subject) => ({ fromKind: from.kind, fromId: from.id, toKind: to.kind, toId: to.id });

/** Says and unsays that this came from that. Whoever calls it has decided that the person may. */
@Injectable()
export class TraceService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Doing it twice changes nothing. */
  async link(processId: string, from: Subject, to: Subject, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const added = await em.execute(
        `insert into trace_link (id, process_id, from_kind, from_id, to_kind, to_id, linked_by, linked_at)
         values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (from_kind, from_id, to_kind, to_id) do nothing returning id`,
        [this.ids.next(), processId, from.kind, from.id, to.kind, to.id, by.kind === 'account' ? by.id : null, this.clock.now()],
      );
      if (added.length === 0) return;
      this.events.record('trace.linked', { from, to }, by, processId);
    });
  }

  async unlink(processId: string, from: Subject, to: Subject, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const gone = await em.nativeDelete(TraceLink, { processId, ...endsOf(from, to) });
      if (gone > 0) this.events.record('trace.unlinked', { from, to }, by, processId);
    });
  }
}
