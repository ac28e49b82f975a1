import { describe, expect, it } from '@jest/globals';
import { createLog } from './log.js';
import { asRequest } from './request.js';

function logged(write: (log: ReturnType<typeof createLog>) => void): { text: string; line: Record<string, unknown> } {
  const lines: string[] = [];
  write(createLog('trace', (line) => lines.push(line)));
  expect(lines).toHaveLength(1);
  const text = lines[0] ?? '';
  return { text, line: JSON.parse(text) as Record<string, unknown> };
}

describe('the log', () => {
  it('is one line of JSON in UTC, with the request', () => {
    const { line } = logged((log) => asRequest('req-7', () => log.info('Saved', { proposal: 'P-001' })));
    expect(line).toMatchObject({ level: 'info', request: 'req-7', msg: 'Saved', proposal: 'P-001' });
    expect(line['time']).toMatch(/^\d{4}-.*Z$/);
  });

  it.each([
    ['an address in a sentence', 'Sent to ana.perez@example.org today', {}],
    ['an address in a field', 'x', { note: 'from <ana.perez@example.org>' }],
    ['a field that is an address by name', 'x', { email: 'ana.perez' }],
    ['a cookie', 'x', { request: { headers: { cookie: 'ana.perez' } } }],
    ['a token in a link', 'GET /entrar?token=ana.perez', {}],
    ['a password in a URL', 'cannot reach postgres://mesa:ana.perez@db/mesa', {}],
    [
      'an error that quotes an address',
      'x',
      { error: new Error('550 <ana.perez@example.org> unknown', { cause: new Error('ana.perez@example.org') }) },
    ],
    ['a vote', 'x', { ballot: { choice: 'ana.perez' } }],
  ])('hides %s', (_, message, details) => {
    const { text } = logged((log) => log.warn(message, details));
    expect(text).not.toContain('ana.perez');
    expect(text).toMatch(/\[(hidden|address)\]/);
  });

  it('hides internet addresses', () => {
    const { text } = logged((log) => log.info('from 203.0.113.9 and 2001:db8:0:0:0:0:0:1', { via: '203.0.113.9' }));
    expect(text).not.toMatch(/203\.0|2001:db8/);
  });

  it('cannot be made to show a second line or colours', () => {
    const { text, line } = logged((log) => log.info('a\r\n{"level":"error"}\u001b[31m\u2028b'));
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(line['msg']).not.toMatch(/[\u0000-\u001f\u2028]/);
  });

  it('survives values that refer to themselves or are very deep', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(logged((log) => log.error('loop', new Error('e'), { loop, big: 1n })).line).toMatchObject({ msg: 'loop', big: 1 });
  });
});
