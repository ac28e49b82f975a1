import { describe, it, expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Finding } from '../../commitments/domain/index.js';
import { emptyAnswers, planCompleteness, refuseAnswer, shownAnswer, type PlanAnswers } from './plan-answers.js';
import { parsePlanTemplate, questionOf, questionsOf } from './plan-template.js';
import { mayPublish, type PublicationContext } from './publication-gate.js';

const template = parsePlanTemplate(JSON.parse(readFileSync('src/plans/templates/ogp-local-plan.json', 'utf8')));
const groups = questionOf(template, 'groups')!;
const written = (key: string, text: string): PlanAnswers => ({
  ...emptyAnswers(template),
  answers: { [key]: { text, lang: 'es' } },
});
const figures = { groups: { text: '22', lang: 'es' }, 'public-meetings': { text: '3', lang: 'es' } };

describe('the plan-level questions', () => {
  it('has the nineteen questions, the foreword and the endorsements', () => {
    expect(questionsOf(template).flatMap((question) => question.number ?? [])).toEqual(
      Array.from({ length: 19 }, (_, at) => at + 1),
    );
    expect(
      questionsOf(template)
        .filter((question) => !question.number)
        .map((question) => question.key),
    ).toEqual(['foreword', 'endorsements']);
    expect(questionsOf(template).flatMap((question) => question.computed ?? [])).toEqual([
      'participants-by-sector',
      'groups',
      'public-meetings',
    ]);
  });

  it('shows what was written before what was computed, and says where they differ', () => {
    expect(shownAnswer(groups, emptyAnswers(template), figures)).toMatchObject({
      text: '22',
      origin: 'computed',
      computed: null,
    });
    expect(shownAnswer(groups, written('groups', '24'), figures)).toMatchObject({
      text: '24',
      origin: 'written',
      computed: '22',
    });
    expect(shownAnswer(groups, written('groups', '22'), figures)).toMatchObject({ origin: 'written', computed: null });
    expect(shownAnswer(groups, emptyAnswers(template), {})).toMatchObject({ text: '', origin: 'none' });
  });

  it('counts computed answers and an endorsement as answered, a placeholder as not', () => {
    const none = planCompleteness(template, emptyAnswers(template), {});
    expect(none).toMatchObject({ required: 20, answered: 0 });
    expect(planCompleteness(template, emptyAnswers(template), figures).answered).toBe(2);
    const endorsed = {
      ...written('monitoring_contact', 'A definir'),
      endorsements: [{ name: 'Ana', role: '', organisation: 'ACIJ', letter: null }],
    };
    expect(planCompleteness(template, endorsed, {})).toMatchObject({
      answered: 1,
      missing: expect.arrayContaining(['monitoring_contact']),
    });
  });

  it('refuses a number that is none, a text too long and a question that is not there', () => {
    expect(refuseAnswer(template, 'groups', 'veintidós')).toEqual({ code: 'not-a-number' });
    expect(refuseAnswer(template, 'groups', ' 22 ')).toBeNull();
    expect(refuseAnswer(template, 'foreword', 'x'.repeat(30_001))).toMatchObject({ code: 'too-long' });
    expect(refuseAnswer(template, 'nothing', 'x')).toEqual({ code: 'no-such-field' });
  });
});

describe('the publication gate', () => {
  const finding = (rule: string, level: Finding['level']): Finding => ({
    rule,
    level,
    message: `commitments.checks.${rule}`,
    where: null,
  });
  const clear: PublicationContext = {
    proposalsWithoutResponse: [],
    commentsWithoutResponse: [],
    sheets: [{ id: 's1', label: 'Plazas', findings: [finding('C2', 'W'), finding('P5', 'N')] }],
  };
  const blocked: PublicationContext = {
    proposalsWithoutResponse: [{ id: 'p1', label: 'P-047' }],
    commentsWithoutResponse: [{ id: 'c1', label: 'C-12' }],
    sheets: [{ id: 's1', label: 'Plazas', findings: [finding('C1', 'E'), finding('T2', 'E'), finding('C4', 'W')] }],
  };

  it('opens when everybody has an answer and no check blocks', () => {
    expect(mayPublish(clear)).toEqual({ ok: true, overridden: [], reason: null });
  });

  it('lists each proposal, comment and blocking check once', () => {
    const verdict = mayPublish(blocked);
    expect(verdict.ok === false && verdict.missing.map((missing) => [missing.kind, missing.label])).toEqual([
      ['proposal-response', 'P-047'], ['comment-response', 'C-12'], ['check', 'Plazas'],
    ]); // prettier-ignore
  });

  it('opens to a coordinator who gives a public reason, and keeps what was missing', () => {
    expect(mayPublish({ ...blocked, override: { reason: 'apuro' } })).toMatchObject({ ok: false, refusal: 'reason-too-short' });
    const verdict = mayPublish({ ...blocked, override: { reason: ' La respuesta a P-047 llega con el informe de mayo. ' } });
    expect(verdict).toMatchObject({ ok: true, reason: 'La respuesta a P-047 llega con el informe de mayo.' });
    expect(verdict.ok && verdict.overridden).toHaveLength(3);
  });
});
