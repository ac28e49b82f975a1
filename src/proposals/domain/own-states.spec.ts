import { describe, expect, it } from '@jest/globals';
import { mayBeMarked, mistakeInChange, SetOwnStates } from './index.js';

const id = '0193a000-0000-7000-8000-000000000001';
const waiting = { id, name: { es: 'Espera presupuesto' }, tone: 'sun' as const, refines: 'in-review' as const };

describe('own states', () => {
  it('only say more of the built-in state that they refine', () => {
    expect(mayBeMarked('in-review', waiting)).toBeNull();
    expect(mayBeMarked('feasible', waiting)).toEqual({ code: 'own-state-elsewhere', params: { state: 'feasible' } });
  });

  it('that proposals stand in neither go nor move to another built-in state; their name and colour can change', () => {
    const known = [{ ...waiting, used: 2 }];
    expect(mistakeInChange(known, [])).toEqual({ ownStateId: id, used: 2 });
    expect(mistakeInChange(known, [{ ...waiting, refines: 'feasible' }])).toEqual({ ownStateId: id, used: 2 });
    expect(mistakeInChange(known, [{ ...waiting, name: { es: 'Otra' }, tone: 'ok' }])).toBeNull();
    expect(mistakeInChange([{ ...waiting, used: 0 }], [])).toBeNull();
  });

  it('refine what everybody sees, and a row without a name is none', () => {
    const row = { name: { es: 'X' }, tone: 'ok', refines: 'held' };
    expect(SetOwnStates.safeParse({ states: [row] }).success).toBe(false);
    expect(SetOwnStates.parse({ states: [{ id, name: { es: ' ' }, tone: 'ok', refines: 'feasible' }] }).states).toEqual([]);
  });
});
