/// <reference lib="dom" />
import type { ChosenFile } from '../support/app.js';
import type { Furnished } from '../world/furnished.js';

export type Values = Record<string, string | string[] | readonly ChosenFile[]>;

/** What a form is filled with: the world it stands in, and a number that no other form of this world was filled with. */
export interface Filling {
  readonly place: Furnished;
  readonly turn: number;
}

/** What everybody would write where nothing is asked for in particular. */
export const SENTENCE = 'Una prueba de esto, con palabras suficientes.';

const SQUARE = JSON.stringify({
  type: 'Polygon',
  coordinates: [[[-58.5, -34.7], [-58.3, -34.7], [-58.3, -34.5], [-58.5, -34.5], [-58.5, -34.7]]], // prettier-ignore
});
const PROPOSALS = 'title,body\nPlazas con sombra,Que se planten árboles en todas las plazas.\n';
const CONTACTS = (turn: number): string => `Organización,Nombre,Correo\nBiblioteca ${turn},Ana Paz,ana.paz.${turn}@example.org`;
/** Rows of a form that asks for several of a kind, beyond the first two. */
const FURTHER_ROWS = /^(criteria|themes|areas|states|questions|parts)\.([2-9]|1\d)\./;
const COSTS = { costFrom: '1000', costTo: '2000', costCurrency: 'ARS', costYears: '2' };

/** What some forms need beyond what their fields say, by their route. */
const OF_ROUTE: Readonly<Record<string, (filling: Filling) => Values>> = {
  'POST /processes/:process/proposals/new/text': () => ({ point: '' }),
  'POST /processes/:process/proposals/new/files': () => ({ point: '' }),
  'POST /proposals/receipts/:secret/files': () => ({ point: '-34.604, -58.382' }),
  'POST /processes/:process/proposals/:number/authorship/files': () => ({ point: '-34.604, -58.382' }),
  'POST /staff/processes': ({ turn }) => ({ slug: `proceso-${turn}` }),
  'POST /staff/processes/:process/call/map': () => ({ outline: SQUARE }),
  'POST /staff/processes/:process/roundtables': ({ turn }) => ({
    slug: `mesa-${turn}`,
    startsAt: '2026-05-04T15:00',
    endsAt: '2026-05-04T18:00',
  }),
  'POST /staff/processes/:process/priorities': () => ({ 'criteria.0.weight': '60', 'criteria.1.weight': '40' }),
  'POST /staff/processes/:process/reviews/:number': () => COSTS,
  'POST /staff/processes/:process/reviews/:number/draft': () => COSTS,
  'POST /staff/processes/:process/proposals/assignment': ({ place }) => ({
    proposals: [place.subject],
    areaId: place.areas[1]?.id ?? '',
  }),
  'POST /staff/processes/:process/outreach/imports': ({ turn }) => ({ table: CONTACTS(turn) }),
  'POST /staff/processes/:process/exchange/imports': () => ({
    kind: '',
    file: [{ name: 'propuestas.csv', bytes: Buffer.from(PROPOSALS) }],
  }),
  'POST /staff/processes/:process/exchange/imports/:import/columns': () => ({}),
  'POST /staff/processes/:process/reach/embedding': () => ({ origins: 'https://www.example.org' }),
  'POST /join': ({ place }) => ({ code: place.room.code }),
};

const OF_TYPE: Readonly<Record<string, string>> = {
  date: '2026-04-20',
  'datetime-local': '2026-04-20T15:00',
  number: '2',
  url: 'https://datos.example.org',
};

/** Values with which a form of a page can be sent: what it brings, and something fitting in every field that it leaves open. */
export function filled(form: Element, route: string, filling: Filling): Values {
  const values: Values = {};
  for (const field of form.querySelectorAll('input[name], textarea[name], select[name]')) {
    const name = field.getAttribute('name') as string;
    const value = valueOf(field, form, values[name] as string | string[] | undefined, filling);
    if (value !== undefined) values[name] = value;
  }
  return { ...values, ...OF_ROUTE[route]?.(filling) };
}

type Value = string | string[] | undefined;

function valueOf(field: Element, form: Element, before: Value, { turn }: Filling): Value {
  const type = field.localName === 'input' ? (field.getAttribute('type') ?? 'text') : field.localName;
  const own = field.getAttribute('value') ?? '';
  const name = field.getAttribute('name') ?? '';
  if (type === 'submit' || type === 'file' || name === 'trap') return before;
  if (type === 'hidden') return before === undefined ? own : [before, own].flat();
  if (type === 'checkbox' || type === 'radio') return ticked(field, form, before);
  if (type === 'select') return chosenOption(field);
  const text = type === 'textarea' ? (field.textContent ?? '').replace(/^\n/, '') : own;
  if (text || FURTHER_ROWS.test(name)) return text;
  if (type === 'email' || /email/i.test(name)) return `alguien.${turn}@example.org`;
  return OF_TYPE[type] ?? (field.getAttribute('inputmode') === 'numeric' ? '2' : fitting(field));
}

const fitting = (field: Element): string => SENTENCE.slice(0, Number(field.getAttribute('maxlength') ?? SENTENCE.length));

/** What is ticked already, else the first one. */
function ticked(field: Element, form: Element, before: Value): Value {
  const all = [...form.querySelectorAll(`[name="${field.getAttribute('name')}"]`)];
  const chosen = all.filter((each) => each.hasAttribute('checked'));
  if (!(chosen.length > 0 ? chosen : all.slice(0, 1)).includes(field)) return before;
  const own = field.getAttribute('value') ?? 'on';
  return before === undefined ? own : [before, own].flat();
}

function chosenOption(field: Element): string {
  const options = [...field.querySelectorAll('option')].filter((each) => !each.hasAttribute('disabled'));
  const chosen = options.find((each) => each.hasAttribute('selected') && each.getAttribute('value'));
  const first = options.find((each) => each.getAttribute('value'));
  return (chosen ?? first ?? options[0])?.getAttribute('value') ?? '';
}
