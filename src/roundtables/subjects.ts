import { Injectable, type OnModuleInit } from '@nestjs/common';
import { localized } from '../kernel/localized.js';
import { SubjectRegistry, type SubjectView } from '../platform/subjects/subject-registry.js';
import { roundtablePath } from './domain/index.js';
import { RoundtablesQueries } from './roundtables.queries.js';

/** The longest a note is called by its own words. */
const TITLE_CHARACTERS = 120;

/** How notes and topics are called elsewhere (trace, comments), and where they are read. */
@Injectable()
export class RoundtableSubjects implements OnModuleInit {
  constructor(
    private readonly registry: SubjectRegistry,
    private readonly queries: RoundtablesQueries,
  ) {}

  onModuleInit(): void {
    this.registry.register('note', async (ids, locale) => {
      const [notes, found] = await Promise.all([
        this.queries.citedNotes(ids, locale),
        this.queries.boardPlaces([...new Set(ids.map((id) => id.split(':')[0] ?? ''))]),
      ]);
      const places = new Map(found.map((place) => [place.boardId, place]));
      return new Map(
        notes.flatMap((note): [string, SubjectView][] => {
          const [boardId = '', noteId = ''] = note.id.split(':');
          const place = places.get(boardId);
          const title = note.text.length > TITLE_CHARACTERS ? `${note.text.slice(0, TITLE_CHARACTERS - 1)}…` : note.text;
          return place
            ? [
                [
                  note.id,
                  {
                    title,
                    lang: note.lang,
                    within: localized(place.table, locale),
                    href: `${roundtablePath(place.process, place.roundtable, 'boards', place.kind)}#n-${noteId}`,
                  },
                ],
              ]
            : [];
        }),
      );
    });
    this.registry.register('topic', async (ids) => {
      const topics = await this.queries.topicsByIds(ids);
      return new Map(
        topics.map(({ id, title, process, roundtable }) => [
          id,
          { title, href: `${roundtablePath(process, roundtable)}#topic`, lang: null },
        ]),
      );
    });
  }
}
