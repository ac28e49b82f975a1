import { describe, expect, it } from '@jest/globals';
import { answersOf, answersShape, answerText, questionField, SetQuestions, type CallQuestion } from './call-questions.js';

const id = (n: number) => `0193a000-0000-7000-8000-00000000000${n}`;
const question = (n: number, kind: CallQuestion['kind'], more: Partial<CallQuestion> = {}): CallQuestion => ({
  id: id(n),
  kind,
  label: { es: `Pregunta ${n}` },
  options: kind === 'choice' ? [{ es: 'Rojo', en: 'Red' }, { es: 'Azul' }] : [],
  isRequired: true,
  isPublic: true,
  ...more,
});
const wrong = (asked: CallQuestion, value: string): boolean =>
  !(answersShape([asked])[questionField(asked)]?.safeParse(value).success ?? false);

describe('the questions of a call', () => {
  it('take options line by line, in as many languages as were written, and drop empty rows', () => {
    const set = SetQuestions.parse({
      questions: [
        { kind: 'choice', label: { es: '¿Color?' }, options: { es: 'Rojo\n\n Azul ', en: 'Red' }, isPublic: 'on' },
        { kind: 'text', label: { es: ' ', en: '' } },
      ],
    });
    expect(set.questions).toEqual([
      {
        id: null,
        kind: 'choice',
        label: { es: '¿Color?' },
        options: [{ es: 'Rojo', en: 'Red' }, { es: 'Azul' }],
        isRequired: false,
        isPublic: true,
      },
    ]);
  });

  it('want two options or more to choose among', () => {
    const one = SetQuestions.safeParse({ questions: [{ kind: 'choice', label: { es: '¿?' }, options: { es: 'Uno' } }] });
    expect(one.error?.issues[0]).toMatchObject({ message: 'options-needed', path: ['questions', 0, 'options', 'es'] });
  });

  it('check each kind of answer', () => {
    expect(wrong(question(1, 'number'), 'doce')).toBe(true);
    expect(wrong(question(1, 'number'), '12,5')).toBe(false);
    expect(wrong(question(2, 'choice'), '2')).toBe(true);
    expect(wrong(question(2, 'choice'), '1')).toBe(false);
    expect(wrong(question(3, 'yes-no'), 'quizás')).toBe(true);
    expect(wrong(question(4, 'text'), ' ')).toBe(true);
    expect(wrong(question(4, 'text', { isRequired: false }), ' ')).toBe(false);
    expect(wrong(question(5, 'place'), 'x'.repeat(201))).toBe(true);
  });

  it('keep an answer with the question as it was asked', () => {
    const asked = [question(1, 'choice'), question(2, 'text', { isRequired: false }), question(3, 'yes-no', { isPublic: false })];
    const answers = answersOf(asked, { [`question-${id(1)}`]: '0', [`question-${id(2)}`]: '', [`question-${id(3)}`]: 'no' });
    expect(answers).toEqual([
      { question: id(1), kind: 'choice', label: { es: 'Pregunta 1' }, isPublic: true, value: { es: 'Rojo', en: 'Red' } },
      { question: id(3), kind: 'yes-no', label: { es: 'Pregunta 3' }, isPublic: false, value: 'no' },
    ]);
    expect(answers.map((each) => answerText(each, 'en', { yes: 'Yes', no: 'No' }))).toEqual(['Red', 'No']);
  });
});
