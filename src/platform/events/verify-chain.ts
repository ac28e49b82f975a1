import { Reader, sql } from '../database/reader.js';
import { type ChainHead, ORIGIN, canonicalText, linkHash } from './chain.js';

/** The outcome of checking the record: whole up to `head`, or broken at the event `seq` for the reason given. */
export type ChainReport =
  | { readonly intact: true; readonly head: ChainHead }
  | { readonly intact: false; readonly seq: number; readonly reason: ChainDefect };

/** `changed`: a column says other than what was hashed. `hash`: text and hash differ. `broken`: not the successor of the one before. `shortened`: the published head is missing. */
export type ChainDefect = 'changed' | 'hash' | 'broken' | 'shortened';

interface Row {
  readonly seq: number;
  readonly id: string;
  readonly at: Date;
  readonly type: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly processId: string | null;
  readonly requestId: string | null;
  readonly body: unknown;
  readonly prevHash: string;
  readonly canonical: string;
  readonly hash: string;
}

const BATCH = 5_000;

/**
 * Reads the whole record and recomputes every link, a batch of rows in memory at a time. `published` is a head seen earlier and kept
 * elsewhere: without it, events cut off at the end cannot be noticed.
 */
export async function verifyChain(reader: Reader, published: ChainHead = ORIGIN): Promise<ChainReport> {
  let head = ORIGIN;
  let publishedSeen = published.seq === 0;
  for (;;) {
    const rows = await reader.rows(sql<Row>`
      select seq, id, at, type, actor_kind as "actorKind", actor_id as "actorId", process_id as "processId", request_id as "requestId",
        body, prev_hash as "prevHash", canonical, hash
      from recorded_event where seq > ${head.seq} order by seq limit ${BATCH}`);
    for (const row of rows) {
      const reason = defectOf(row, head);
      if (reason) return { intact: false, seq: row.seq, reason };
      head = { seq: row.seq, hash: row.hash };
      publishedSeen ||= head.seq === published.seq && head.hash === published.hash;
    }
    if (rows.length < BATCH) break;
  }
  return publishedSeen ? { intact: true, head } : { intact: false, seq: published.seq, reason: 'shortened' };
}

function defectOf(row: Row, head: ChainHead): ChainDefect | null {
  const { canonical, hash, at, ...columns } = row;
  if (row.seq !== head.seq + 1 || row.prevHash !== head.hash) return 'broken';
  if (canonicalText({ ...columns, at: at.toISOString() }) !== canonical) return 'changed';
  return linkHash(canonical) === hash ? null : 'hash';
}
