import { describe, expect, it } from '@jest/globals';
import { STAGE_KINDS, type StageKind } from '../../process/domain/index.js';
import { invitationOf, termOf, type DatedStage } from './index.js';

const AT = new Date('2026-03-01T12:00:00Z');
const stages = (open: StageKind[], closed: StageKind[] = []) =>
  STAGE_KINDS.map((kind) => ({
    kind,
    openedAt: open.includes(kind) || closed.includes(kind) ? AT : null,
    closedAt: closed.includes(kind) ? AT : null,
  }));

describe('What the home page asks of a visitor', () => {
  it.each([
    [['call'], 'propose', 'call', []],
    [['call', 'review'], 'propose', 'call', []],
    [['review'], 'review', 'review', []],
    [['review', 'roundtables'], 'meet', 'roundtables', []],
    [['roundtables', 'consultation'], 'meet', 'roundtables', ['comment']],
    [['consultation'], 'comment', 'consultation', []],
    [['consultation', 'publication'], 'comment', 'consultation', ['publish']],
    [['monitoring'], 'report', 'monitoring', []],
    [['preparation'], 'wait', 'call', []],
    [[], 'wait', 'preparation', []],
  ] as [StageKind[], string, string, string[]][])('with %j open is to %s', (open, kind, stage, also) => {
    expect(invitationOf(stages(open))).toMatchObject({ kind, stage: { kind: stage }, also });
  });

  it('is to come back when the next stage has not opened', () => {
    expect(invitationOf(stages([], ['preparation', 'call', 'review']))).toMatchObject({
      kind: 'wait',
      stage: { kind: 'roundtables' },
    });
  });

  it('is to read how it ended when every stage is closed', () => {
    expect(invitationOf(stages([], [...STAGE_KINDS]))).toMatchObject({ kind: 'over', stage: { kind: 'monitoring' } });
    expect(invitationOf([])).toEqual({ kind: 'over', stage: null, also: [] });
  });
});

describe('The term of a stage', () => {
  const stage = (openedAt: Date | null, closedAt: Date | null = null): DatedStage => ({
    kind: 'call',
    startsOn: '2022-03-01',
    endsOn: '2022-03-31',
    openedAt,
    closedAt,
  });

  it.each([
    ['2022-02-20', AT, 'early', 0, 39],
    ['2022-03-01', AT, 'running', 0, 30],
    ['2022-03-19', AT, 'running', 18, 12],
    ['2022-03-31', AT, 'last-day', 30, 0],
    ['2022-04-01', AT, 'extended', 31, 0],
    ['2026-03-01', AT, 'extended', 31, 0],
    ['2022-02-27', null, 'waiting', 0, 2],
    ['2022-03-01', null, 'late', 0, 0],
    ['2022-06-01', null, 'late', 0, 0],
  ] as [string, Date | null, string, number, number][])('on %s, opened %s, is %s', (today, openedAt, situation, gone, left) => {
    expect(termOf(stage(openedAt), today)).toEqual({ situation, days: 31, gone, left });
  });

  it('is over when it was closed, whatever the day', () => {
    expect(termOf(stage(AT, AT), '2022-03-02')).toEqual({ situation: 'over', days: 31, gone: 31, left: 0 });
  });

  it('counts days of the calendar across a change of the clocks', () => {
    expect(termOf({ ...stage(AT), startsOn: '2026-03-01', endsOn: '2026-04-30' }, '2026-04-01')).toMatchObject({
      days: 61,
      gone: 31,
      left: 29,
    });
  });
});
