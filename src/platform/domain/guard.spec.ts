import { describe, expect, it } from '@jest/globals';
import {
  answerOf,
  challengeText,
  isSuspicious,
  lengthDelimited,
  networkOf,
  parseAnswer,
  windowOf,
  workText,
  type WorkChallenge,
} from './index.js';

describe('suspicion', () => {
  const at = (seconds: number) => new Date(1_000_000_000_000 + seconds * 1000);
  const sent = (over: Partial<Parameters<typeof isSuspicious>[0]>) =>
    isSuspicious({ trap: '', startedAt: at(0), sentAt: at(60), ...over });

  it('falls on a filled trap, a form nobody issued, and on what is too fast or too old', () => {
    expect(sent({})).toBe(false);
    expect(sent({ sentAt: at(2) })).toBe(false);
    expect(sent({ trap: 'https://spam.example' })).toBe(true);
    expect(sent({ startedAt: null })).toBe(true);
    expect(sent({ sentAt: at(1.9) })).toBe(true);
    expect(sent({ sentAt: at(24 * 3600 + 1) })).toBe(true);
  });
});

describe('a text under a hash', () => {
  it('says where each part ends, so that no other parts make the same text', () => {
    expect(lengthDelimited('ab', 'c')).not.toBe(lengthDelimited('a', 'bc'));
    expect(lengthDelimited('a,1:b')).not.toBe(lengthDelimited('a', 'b'));
    const challenge = { salt: 'salt', expires: 1, formId: '2' };
    expect(workText({ ...challenge, expires: 12, formId: '' }, 3)).not.toBe(
      workText({ ...challenge, expires: 1, formId: '2' }, 3),
    );
    expect(workText(challenge, 31)).not.toBe(workText({ ...challenge, formId: '23' }, 1));
    expect(challengeText({ ...challenge, target: 'aa', below: 5 })).not.toBe(
      challengeText({ ...challenge, target: 'a', below: 5 }),
    );
  });

  it('comes back from a form as it was sent, and nothing else does', () => {
    const challenge: WorkChallenge = {
      salt: 'a-random-salt',
      expires: 1_772_470_800_000,
      formId: 'f',
      target: '00',
      below: 10,
      signature: 'x'.repeat(43),
    };
    const answer = { salt: challenge.salt, expires: challenge.expires, signature: challenge.signature, number: 7 };
    expect(parseAnswer(answerOf(challenge, 7))).toEqual(answer);
    for (const wrong of ['', 'a.b.c.d', `${answerOf(challenge, 7)}.8`, answerOf(challenge, 7).slice(5), 7, null, ['a']])
      expect(parseAnswer(wrong)).toBeNull();
  });
});

describe('a network', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('is counted by the hour', () => {
    expect(windowOf(new Date('2026-03-02T15:59:59.999Z')).toISOString()).toBe('2026-03-02T15:00:00.000Z');
  });
});
