import type { PGlite } from '@electric-sql/pglite';

const QUERY = 'Q'.charCodeAt(0);
const SYNC = 'S'.charCodeAt(0);
const FLUSH = 'H'.charCodeAt(0);

type Answer = Awaited<ReturnType<PGlite['execProtocolStream']>>;

/**
 * The embedded database as its driver sees it, with the messages of one query handed over together, as a network would: entering the database
 * once rather than five times (parse, bind, describe, execute, sync) takes a good part off every query.
 */
export function together(pglite: PGlite): PGlite {
  let waiting: Uint8Array[] = [];
  const execProtocolStream: PGlite['execProtocolStream'] = async (message, options): Promise<Answer> => {
    waiting.push(message);
    if (message[0] !== QUERY && message[0] !== SYNC && message[0] !== FLUSH) return [];
    const whole = waiting.length === 1 ? message : Buffer.concat(waiting);
    waiting = [];
    return pglite.execProtocolStream(whole, options);
  };
  return new Proxy(pglite, {
    get: (target, name) => (name === 'execProtocolStream' ? execProtocolStream : (Reflect.get(target, name, target) as unknown)),
  });
}
