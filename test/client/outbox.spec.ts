import { describe, expect, it } from '@jest/globals';
import { nextBatch, readAnswers, wordsOf } from '../../src/client/room/outbox.js';
import type { PersonalCommand } from '../../src/boards/domain/index.js';

const command = (op: string, more: object = {}) => ({ op, t: 'note.delete', id: op, ...more }) as unknown as PersonalCommand;
const NONE = new Set<string>();

describe('The outbox', () => {
  it('sends the oldest first, at most fifty in a frame', () => {
    const pending = Array.from({ length: 60 }, (_, at) => command(`op-${at}`));
    expect(nextBatch(pending, NONE).map(({ op }) => op)).toEqual(pending.slice(0, 50).map(({ op }) => op));
  });

  it('keeps a frame below 16 KB, counting bytes and not letters, and sends a big one alone', () => {
    const wide = 'ñ'.repeat(2000);
    const pending = [1, 2, 3, 4, 5, 6].map((at) => command(`op-${at}`, { text: wide }));
    expect(nextBatch(pending, NONE)).toHaveLength(4);
    expect(nextBatch([command('big', { text: 'x'.repeat(20_000) }), command('next')], NONE).map(({ op }) => op)).toEqual(['big']);
  });

  it('does not send again what only waits for its entry', () => {
    expect(nextBatch([command('a'), command('b')], new Set(['a'])).map(({ op }) => op)).toEqual(['b']);
  });

  it('tells a final refusal from one to try again, and takes a missing answer as none', () => {
    const sent = ['ok', 'no', 'later', 'silent'].map((op) => command(op));
    const answers = readAnswers(sent, [
      { op: 'ok', ok: true, seq: 7 },
      { op: 'no', ok: false, code: 'locked' },
      { op: 'later', ok: false, code: 'rate', retryAfter: 2500 },
      { op: '', ok: false, code: 'malformed' },
    ]);
    expect(answers.accepted).toEqual([{ op: 'ok', seq: 7, over: null }]);
    expect(answers.refused).toEqual([{ op: 'no', code: 'locked' }]);
    expect([answers.againIn, answers.joinFirst]).toEqual([2500, false]);
    expect(readAnswers([command('a')], [{ op: 'a', ok: false, code: 'not_joined' }])).toMatchObject({
      againIn: 1000,
      joinFirst: true,
    });
  });

  it('finds the words in a command, so that none is swallowed', () => {
    const milestone = { output: 'Una lista', when: 'marzo', who: '' };
    expect(wordsOf(command('a', { t: 'note.add', text: '', milestone }))).toBe('Una lista\nmarzo');
    expect(wordsOf(command('a'))).toBe('');
  });
});
