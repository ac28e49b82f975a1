import { describe, it, expect } from '@jest/globals';
import { formatFuzzyDate, lastDay, parseFuzzyDate } from './fuzzy-date.js';

describe('reading a date as people write it', () => {
  it.each([
    ['Q3 2023', '2023-07-01', 'quarter'],
    ['3T 2023', '2023-07-01', 'quarter'],
    ['Quarter 3 2012', '2012-07-01', 'quarter'],
    ['2nd quarter of 2024', '2024-04-01', 'quarter'],
    ['cuarto trimestre de 2022', '2022-10-01', 'quarter'],
    ['3e trimestre 2023', '2023-07-01', 'quarter'],
    ['1.º trimestre de 2025', '2025-01-01', 'quarter'],
    ['I semestre 2022', '2022-01-01', 'half'],
    ['II Semestre de 2022', '2022-07-01', 'half'],
    ['primer semestre de 2022', '2022-01-01', 'half'],
    ['second half of 2022', '2022-07-01', 'half'],
    ['premier semestre 2024', '2024-01-01', 'half'],
    ['S II 2023', '2023-07-01', 'half'],
    ['IV quarter of 2023', '2023-10-01', 'quarter'],
    ['2nd half of 2024', '2024-07-01', 'half'],
    ['3 rd ten-day period of December 2024', '2024-12-01', 'month'],
    ['H1 2024', '2024-01-01', 'half'],
    ['julio de 2023', '2023-07-01', 'month'],
    ['Setiembre 2023', '2023-09-01', 'month'],
    ['Dec 2023', '2023-12-01', 'month'],
    ['Dec-23', '2023-12-01', 'month'],
    ['décembre 2023', '2023-12-01', 'month'],
    ['août 2024', '2024-08-01', 'month'],
    ['dezembro de 2023', '2023-12-01', 'month'],
    ['12/2023', '2023-12-01', 'month'],
    ['End of June 2024', '2024-06-01', 'month'],
    ['31/12/2023', '2023-12-31', 'day'],
    ['12/31/2023', '2023-12-31', 'day'],
    ['2023-12-31', '2023-12-31', 'day'],
    ['31.12.2023', '2023-12-31', 'day'],
    ['31 de diciembre de 2023', '2023-12-31', 'day'],
    ['1er janvier 2024', '2024-01-01', 'day'],
    ['December 31st, 2023', '2023-12-31', 'day'],
    ['30-sep-23', '2023-09-30', 'day'],
    ['2023', '2023-01-01', 'year'],
    ['fines de 2023', '2023-01-01', 'year'],
    ['7/16/1905', '2024-01-01', 'year'],
  ])('%s', (text, iso, precision) => {
    expect(parseFuzzyDate(text)).toMatchObject({ original: text, iso, precision });
  });

  it.each([
    'permanente',
    'June 22, 2023 - Continue',
    'Ongoing since 2021',
    'To be defined',
    '',
    'month 6',
    '31/02/2023',
    '3 años',
    'Q5 of nothing',
  ])('keeps "%s" and claims nothing', (text) => {
    expect(parseFuzzyDate(text)).toEqual({ original: text, iso: null, precision: null });
  });

  it('reads a day and month that could be exchanged as day first, unless told, and says that it assumed', () => {
    expect(parseFuzzyDate('05/06/2023')).toMatchObject({ iso: '2023-06-05', ambiguous: true });
    expect(parseFuzzyDate('11/1/18', { order: 'month-first' })).toMatchObject({ iso: '2018-11-01', ambiguous: true });
    expect(parseFuzzyDate('31/12/2023', { order: 'month-first' })).toEqual({
      original: '31/12/2023',
      iso: '2023-12-31',
      precision: 'day',
    });
    expect(parseFuzzyDate('05/05/2023').ambiguous).toBeUndefined();
  });

  it('takes the end of a range that the reading asks for', () => {
    expect(parseFuzzyDate('January – March 2023')).toMatchObject({ iso: '2023-03-01', precision: 'month' });
    expect(parseFuzzyDate('enero a marzo de 2023', { as: 'start' })).toMatchObject({ iso: '2023-01-01', precision: 'month' });
    expect(parseFuzzyDate('S II 2023- S I 2024')).toMatchObject({ iso: '2024-01-01', precision: 'half' });
    expect(parseFuzzyDate('September 2022-April 2024')).toMatchObject({ iso: '2024-04-01', precision: 'month' });
    expect(parseFuzzyDate('Q1 2024; Q3 2024')).toMatchObject({ iso: '2024-07-01', precision: 'quarter' });
    expect(parseFuzzyDate('2023-2024')).toMatchObject({ iso: '2024-01-01', precision: 'year' });
    expect(parseFuzzyDate('01/03/2023 al 30/06/2023', { as: 'start' })).toMatchObject({ iso: '2023-03-01', precision: 'day' });
  });

  it('knows the last day of each period', () => {
    const last = (text: string) => lastDay(parseFuzzyDate(text));
    expect([last('Q3 2023'), last('I semestre 2022'), last('Feb 2024'), last('2023'), last('31/12/2023'), last('soon')]).toEqual([
      '2023-09-30', '2022-06-30', '2024-02-29', '2023-12-31', '2023-12-31', null,
    ]); // prettier-ignore
  });

  it('writes a date in the language of the reader, to its own precision', () => {
    const words = (period: string, { number, year }: { number: number; year: number }) => `${period} ${number} ${year}`;
    const written = (text: string, tag: string) => formatFuzzyDate(parseFuzzyDate(text), tag, words);
    expect(written('Dec 2023', 'es-AR')).toBe('diciembre de 2023');
    expect(written('31/12/2023', 'fr')).toBe('31 décembre 2023');
    expect(written('II semestre 2022', 'en')).toBe('half 2 2022');
    expect(written('Q3 2023', 'en')).toBe('quarter 3 2023');
    expect(written('permanente', 'en')).toBe('permanente');
  });
});
