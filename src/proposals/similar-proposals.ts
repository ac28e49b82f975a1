import { Injectable } from '@nestjs/common';
import type { Locale, LocalizedText } from '../kernel/localized.js';
import { Reader, sql } from '../platform/database/reader.js';
import { PUBLIC_STATES } from './domain/index.js';
import { CARD } from './proposals.queries.js';
import type { ProposalCard } from './proposal-rows.js';

export type SimilarProposal = ProposalCard & { themePosition: number; themeName: LocalizedText };

/** What somebody is writing. */
export interface Writing {
  readonly title: string;
  readonly text: string;
  readonly lang: Locale;
}

/** Words that are compared at most, those of the title first. */
const MOST_WORDS = 24;
/** Rows that are ranked, about: words that would bring more of them are asked for only together with another. */
const MOST_RANKED = 800;
/** Of the rarest words, how many are asked for in pairs. */
const PAIRED = 5;

/** Finds public proposals that may say the same already. */
@Injectable()
export class SimilarProposals {
  constructor(private readonly reader: Reader) {}

  /**
   * The likeliest first: by words in common, in the language of the text, and by a title alike. Ranking costs for every row, so the rows
   * are found by the rarest words, and by pairs of the others; how rare a word is the planner's statistics tell. Titles with slips are found
   * by their letters.
   */
  of(processId: string, { title, text, lang }: Writing, limit: number): Promise<SimilarProposal[]> {
    const configuration = sql`${`mesa_${lang}`}::regconfig`;
    return this.reader.rows(sql<SimilarProposal>`
      with word as materialized (
        select w.lexeme, coalesce(c.freq, 0) as freq, sum(coalesce(c.freq, 0)) over (order by coalesce(c.freq, 0), w.lexeme) as upto,
          row_number() over (order by coalesce(c.freq, 0), w.lexeme) as rank
        from (select lexeme from unnest(setweight(to_tsvector(${configuration}, ${title}), 'A') || to_tsvector(${configuration}, ${text}))
          order by weights @> '{A}' desc, lexeme limit ${MOST_WORDS}) w
        left join (
          select s.lexeme, (st.most_common_elem_freqs)[s.place] as freq from pg_stats st
          cross join lateral unnest(st.most_common_elems::text::text[]) with ordinality as s (lexeme, place)
          where st.schemaname = 'public' and st.tablename = 'proposal' and st.attname = 'search'
        ) c on c.lexeme = w.lexeme
      ), asked as materialized (
        select (select string_agg(quote_literal(lexeme), ' | ')::tsquery from word) as words,
          (select string_agg(terms, ' | ')::tsquery from (
            select quote_literal(lexeme) from word
              where upto * greatest((select reltuples from pg_class where oid = 'proposal'::regclass), 1) <= ${MOST_RANKED}
            union all
            select '(' || quote_literal(a.lexeme) || ' & ' || quote_literal(b.lexeme) || ')' from word a join word b on a.rank < b.rank
              where b.rank <= ${PAIRED}
          ) as any_of (terms)) as rare,
          mesa_unaccent(lower(${title})) as plain
      ), ranked as materialized (
        select p.id, coalesce(ts_rank(p.search, asked.words), 0) as rank, similarity(p.plain_title, asked.plain) as likeness
        from asked cross join lateral (
          select m.id from proposal m where m.process_id = ${processId} and m.search @@ asked.rare
          union select proposals_titled_like(${processId}, asked.plain)
        ) candidate join proposal p on p.id = candidate.id
        where p.state = any(${[...PUBLIC_STATES]}::text[])
      )
      select ${CARD}, t.position as "themePosition", t.name as "themeName"
      from (
        select id, rank, likeness from ranked where rank > 0.25 or likeness > 0.3 order by rank + likeness desc, id limit ${limit}
      ) found join proposal p on p.id = found.id join theme t on t.id = p.theme_id
      order by found.rank + found.likeness desc, p.id`);
  }
}
