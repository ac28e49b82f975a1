import { describe, expect, it } from '@jest/globals';
import { keyInProposal } from './index.js';

const given = {
  ...{ channel: 'paper', receivedOn: '2026-03-01', themeId: '0193a000-0000-7000-8000-000000000001', lang: 'es' },
  ...{ title: 'Bancos', problem: 'No hay dónde sentarse.', sector: 'residents' },
};
const mistakes = (more: Record<string, unknown>, termsInForce: number | null = null): string[] => {
  const read = keyInProposal({ questions: [], termsInForce, today: '2026-03-02' }).safeParse({ ...given, ...more });
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
};

describe('what the team keys in', () => {
  it('needs neither a name nor a contact', () => {
    expect(mistakes({})).toEqual([]);
  });

  it('keeps a name or a contact only with consent', () => {
    expect(mistakes({ authorName: 'Elsa' })).toEqual(['namePublic needs-consent']);
    expect(mistakes({ authorName: 'Elsa', namePublic: 'on' })).toEqual([]);
    expect(mistakes({ contact: '4555-0000' })).toEqual(['mayContact needs-consent']);
    expect(mistakes({ authorEmail: 'elsa@example.org' })).toEqual(['mayContact needs-consent']);
  });

  it('was received, and not on the site', () => {
    expect(mistakes({ receivedOn: '2026-03-03' })).toEqual(['receivedOn not-yet-received']);
    expect(mistakes({ receivedOn: '2026-02-31' })).toEqual(['receivedOn not-a-date']);
    expect(mistakes({ channel: 'web' })).toEqual(['channel choose']);
  });

  it('comes with the terms accepted where there are any', () => {
    expect(mistakes({}, 2)).toEqual(['accepts must-accept-keyed']);
    expect(mistakes({ accepts: 'on' }, 2)).toEqual([]);
  });

  it('names the organisation of whoever speaks for one', () => {
    expect(mistakes({ sector: 'academia' })).toEqual(['onBehalfOf organisation-needed']);
  });
});
