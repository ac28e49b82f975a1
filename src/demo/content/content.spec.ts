import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { blocking, checkSheet, parseFuzzyDate, parseSheetTemplate, SheetDocument, type SheetTemplate } from '../../commitments/domain/index.js';
import {
  AGENDA_STEPS,
  organisations,
  people,
  plan2021,
  process2021,
  process2022,
  proposals2021,
  proposals2022,
  roundtables,
  sheets,
  SIGN_INS,
  storyNow,
  type SampleBoard,
  type SampleSheet,
} from './content.js';

const keyed = <T extends { key: string }>(all: readonly T[]): Map<string, T> => new Map(all.map((one) => [one.key, one]));
const repeated = (all: readonly string[]): string[] => all.filter((one, index) => all.indexOf(one) !== index);
/** The references that lead nowhere. Every case asks for an empty list, so that a failure names the culprits. */
const lost = (refs: readonly (string | null)[], known: ReadonlyMap<string, unknown>): string[] =>
  refs.filter((ref): ref is string => ref !== null && !known.has(ref));
const words = (text: string): number => text.split(/\s+/).length;
const template = (key: string): SheetTemplate =>
  parseSheetTemplate(JSON.parse(readFileSync(new URL(`../../commitments/templates/${key}.json`, import.meta.url), 'utf8')));
/** The sheet as the product stores it. */
const stored = (sheet: SampleSheet): SheetDocument =>
  SheetDocument.parse({
    templateKey: sheet.template,
    values: Object.fromEntries(Object.entries(sheet.fields).map(([key, { text, ticked }]) => [key, { text, ticked, lang: 'es' }])),
    milestones: sheet.milestones.map(({ number, title, output, start, due, lead }) => ({
      ...{ id: `m${number}`, title, description: '', output, lead, lang: 'es' },
      ...{ start: parseFuzzyDate(start), due: parseFuzzyDate(due) },
      supporting: { government: '', civilSociety: '', others: '' },
    })),
  });

const everyone = keyed(people);
const groups = keyed(organisations);
const proposals = [...proposals2021, ...proposals2022];
const everyProposal = keyed(proposals);
const processes = [process2021, process2022];
const boards: { of: string; board: SampleBoard; seats: Set<string> }[] = roundtables.flatMap((table) =>
  [table.board1, table.board2]
    .filter((board) => board !== null)
    .map((board) => ({ of: table.key, board, seats: new Set(table.participants.map((seat) => seat.person)) })),
);
const everyNote = keyed(boards.flatMap(({ board }) => board.notes));
const reviewsIn = (process: string, person: string, area: string) =>
  everyone.get(person)?.roles.some((held) => held.process === process && held.role === 'reviewer' && held.area === area);

describe('the sample’s people and groups', () => {
  it('has each key and e-mail once, and one person for each ready-made sign-in', () => {
    expect(repeated(people.map((person) => person.key))).toEqual([]);
    expect(repeated(people.map((person) => person.email))).toEqual([]);
    expect(repeated(organisations.map((group) => group.key))).toEqual([]);
    expect(people.flatMap((person) => person.signIn ?? []).sort()).toEqual([...SIGN_INS].sort());
  });

  it('writes to nobody outside example.org', () => {
    expect(people.filter((person) => !person.email.endsWith('@example.org'))).toEqual([]);
  });

  it('lets no invented person speak for a real organisation', () => {
    expect(lost(people.map((person) => person.organisation), groups)).toEqual([]);
    expect(people.filter((person) => groups.get(person.organisation ?? '')?.basis === 'public')).toEqual([]);
    const signatories = plan2021.endorsements.map((one) => one.name);
    expect(people.filter((person) => signatories.includes(person.name))).toEqual([]);
  });

  it('speaks from the sector of its group', () => {
    expect(people.filter((person) => person.organisation && groups.get(person.organisation)?.sector !== person.sector)).toEqual([]);
  });
});

describe.each(processes)('the process $key', (process) => {
  it('plans its stages in order, and opens none before it begins or after the story’s now', () => {
    const { stages } = process;
    expect(stages.filter((stage) => stage.endsOn < stage.startsOn)).toEqual([]);
    expect(stages.map((stage) => stage.startsOn)).toEqual(stages.map((stage) => stage.startsOn).toSorted());
    for (const { openedAt, openedBy, closedAt, closedBy } of stages) {
      expect([Boolean(openedBy), Boolean(closedBy)]).toEqual([Boolean(openedAt), Boolean(closedAt)]);
      for (const moment of [openedAt, closedAt]) if (moment) expect(moment < storyNow).toBe(true);
      if (closedAt) expect(openedAt! < closedAt).toBe(true);
    }
  });

  it('gives every reviewer an area of the process', () => {
    const areas = process.areas.map((area) => area.key);
    const held = people.flatMap((person) => person.roles).filter((role) => role.process === process.key);
    expect(held.filter((role) => (role.role === 'reviewer' ? !areas.includes(role.area ?? '') : role.area !== null))).toEqual([]);
  });
});

it('leaves the tables and the comment round of 2022 open', () => {
  const open = process2022.stages.filter((stage) => stage.openedAt && !stage.closedAt).map((stage) => stage.kind);
  expect(open).toEqual(['roundtables', 'consultation']);
});

describe.each([
  { process: process2021, own: proposals2021 },
  { process: process2022, own: proposals2022 },
])('the proposals of $process.key', ({ process, own }) => {
  const themes = new Map(process.themes.map((theme) => [theme.key, theme]));
  const areas = new Map(process.areas.map((area) => [area.key, area]));
  const call = process.stages.find((stage) => stage.kind === 'call')!;

  it('are numbered without a gap and point only at what exists', () => {
    expect(own.map((one) => one.number)).toEqual(own.map((_, index) => index + 1));
    expect(lost(own.flatMap((one) => [one.author, ...one.coAuthors, ...one.endorsements.people, ...one.endorsements.named]), everyone)).toEqual([]);
    expect(lost(own.map((one) => one.organisation), groups)).toEqual([]);
    expect(lost(own.map((one) => one.theme), themes)).toEqual([]);
    expect(lost(own.flatMap((one) => [one.review?.area ?? null]), areas)).toEqual([]);
    expect(lost(own.flatMap((one) => [one.merge?.into ?? null]), keyed(own))).toEqual([]);
  });

  it('are sent while the call is open, by people whose group takes part', () => {
    expect(own.filter((one) => one.submittedAt < call.openedAt! || one.submittedAt > call.closedAt!)).toEqual([]);
    expect(own.filter((one) => one.organisation !== everyone.get(one.author)?.organisation)).toEqual([]);
    const strangers = own.flatMap((one) => [one.author, ...one.endorsements.people]).filter((key) => {
      const group = groups.get(everyone.get(key)?.organisation ?? '');
      return group && !group.processes.includes(process.key);
    });
    expect(strangers).toEqual([]);
  });

  it('say enough, and not too much', () => {
    expect(own.filter((one) => words(one.body) < 80 || words(one.body) > 250).map((one) => one.key)).toEqual([]);
    expect(repeated(own.map((one) => one.title))).toEqual([]);
  });

  it('count every endorsement once, and never the author’s own', () => {
    for (const { key, endorsements, author, coAuthors } of own) {
      const { count, named, people: all } = endorsements;
      expect({ key, count, repeated: repeated(all) }).toEqual({ key, count: all.length, repeated: [] });
      expect(named.filter((name) => !all.includes(name))).toEqual([]);
      expect(all.filter((name) => name === author || coAuthors.includes(name))).toEqual([]);
    }
  });

  it('are reviewed after they are sent, by the reviewer of that area, who says what to change when changes are asked for', () => {
    for (const { key, review, submittedAt } of own) {
      if (!review) continue;
      expect({ key, right: reviewsIn(process.key, review.by, review.area) }).toEqual({ key, right: true });
      expect(review.on > submittedAt.slice(0, 10)).toBe(true);
      expect({ key, changes: review.changes !== null }).toEqual({ key, changes: review.verdict === 'feasible-with-changes' });
    }
  });

  it('are in a state that their record explains', () => {
    for (const one of own) {
      const outcome = one.disposition?.outcome;
      const right = {
        'in-review': !one.review && !one.disposition,
        reviewed: one.review !== null && !one.disposition,
        'on-the-table': one.review !== null && !one.disposition && roundtables.some((table) => table.proposals.includes(one.key)),
        'in-a-commitment': outcome === 'in-commitment',
        'carried-over': outcome === 'carried-over',
        'not-taken-up': outcome === 'not-taken-up',
        merged: one.merge !== null,
        withdrawn: one.withdrawal !== null,
      }[one.state];
      expect({ key: one.key, state: one.state, right }).toEqual({ key: one.key, state: one.state, right: true });
      if (one.disposition && one.review) expect(one.disposition.on > one.review.on).toBe(true);
    }
  });
});

it('ends every proposal of 2021 with a reasoned response', () => {
  expect(proposals2021.filter((one) => !one.disposition).map((one) => one.key)).toEqual([]);
});

it('brings back in 2022 exactly what 2021 carried over, by the same author', () => {
  const carried = proposals2021.filter((one) => one.disposition?.outcome === 'carried-over');
  const back = proposals2022.filter((one) => one.carriedFrom !== null);
  expect(carried.map((one) => one.disposition?.target)).toEqual(carried.map(() => '2022'));
  // One author may let an idea rest; nobody's idea may come back without its author.
  expect(lost(back.map((one) => one.carriedFrom), keyed(carried))).toEqual([]);
  expect(back.filter((one) => everyProposal.get(one.carriedFrom!)?.author !== one.author)).toEqual([]);
});

describe.each(roundtables)('the roundtable $key', (table) => {
  it('seats people once, takes proposals of its theme that the area can carry, and follows the agenda', () => {
    const seats = table.participants.map((seat) => seat.person);
    expect(repeated(seats)).toEqual([]);
    expect(lost([...seats, table.facilitator, table.deputy, ...table.presents.map((one) => one.by)], everyone)).toEqual([]);
    expect(table.proposals.filter((key) => everyProposal.get(key)?.theme !== table.theme)).toEqual([]);
    expect(table.proposals.filter((key) => !everyProposal.get(key)?.review?.verdict.startsWith('feasible'))).toEqual([]);
    expect(table.agenda.map((item) => item.step)).toEqual(AGENDA_STEPS);
    const minutes = table.agenda.reduce((sum, item) => sum + item.minutes, 0);
    expect(Date.parse(table.endsAt) - Date.parse(table.startsAt)).toBe(minutes * 60_000);
    for (const { area, by } of table.presents) expect(reviewsIn(table.process, by, area)).toBe(true);
  });

  it('answers a question with a name and words, or leaves it open', () => {
    for (const question of table.questions) {
      expect([question.answer !== null, question.answeredBy !== null]).toEqual([question.state === 'answered', question.state === 'answered']);
      expect(lost([question.by, question.answeredBy, ...question.supporters], everyone)).toEqual([]);
      expect(question.supporters).not.toContain(question.by);
    }
  });

  it('is past when it is finished and has its minutes; the open one is at board 1 at the story’s now', () => {
    expect([table.endsAt < storyNow, table.minutes !== null, table.ballot !== null, table.board2 !== null]).toEqual(
      Array(4).fill(table.state === 'finished'),
    );
    expect(table.currentStep).toBe(table.state === 'finished' ? null : 'board-1');
    if (table.state === 'open') expect(table.startsAt < storyNow && storyNow < table.endsAt).toBe(true);
  });

  it('counts its ballot right', () => {
    if (!table.ballot) return;
    const { votes, tally, options, chosen, dotsPerPerson, maxPerOption, quorum, declaredAt, openedAt, closedAt } = table.ballot;
    const sums = Object.fromEntries(options.map(({ key }) => [key, votes.reduce((sum, vote) => sum + (vote.dots[key] ?? 0), 0)]));
    expect(tally).toEqual(sums);
    expect(Math.max(...Object.values(tally))).toBe(tally[chosen]);
    expect(Object.values(tally).filter((points) => points === tally[chosen])).toHaveLength(1);
    expect(repeated(votes.map((vote) => vote.by))).toEqual([]);
    expect(votes.length).toBeGreaterThanOrEqual(quorum);
    expect(votes.filter((vote) => Object.values(vote.dots).reduce((a, b) => a + b, 0) > dotsPerPerson)).toEqual([]);
    expect(votes.filter((vote) => Math.max(...Object.values(vote.dots)) > maxPerOption)).toEqual([]);
    expect(votes.filter((vote) => !table.participants.some((seat) => seat.person === vote.by))).toEqual([]);
    expect(options.filter((option) => !table.board1.stacks.some((stack) => stack.key === option.stack && stack.title === option.title))).toEqual([]);
    expect(declaredAt < openedAt && openedAt < closedAt).toBe(true);
  });
});

describe.each(boards)('a board of $of', ({ of, board, seats }) => {
  const table = roundtables.find((one) => one.key === of)!;
  const staff = [table.facilitator, table.deputy];

  it('has notes by people at the table, in its sections, in order of time and within the sitting', () => {
    expect(board.notes.filter((note) => !seats.has(note.by) && !staff.includes(note.by)).map((note) => note.key)).toEqual([]);
    expect(board.notes.filter((note) => !board.sections.includes(note.section)).map((note) => note.key)).toEqual([]);
    expect(board.notes.map((note) => note.at)).toEqual(board.notes.map((note) => note.at).toSorted());
    expect(board.notes.filter((note) => note.at < table.startsAt || note.at > table.endsAt)).toEqual([]);
    expect(board.notes.filter((note) => (note.milestone !== undefined) !== (note.section === 'milestones'))).toEqual([]);
  });

  it('points from a note of kind proposal, and only from it, at a proposal of the theme', () => {
    expect(board.notes.filter((note) => (note.kind === 'proposal') !== (note.proposal !== null))).toEqual([]);
    expect(board.notes.filter((note) => note.proposal && !table.proposals.includes(note.proposal))).toEqual([]);
  });

  it('stacks each note once and gives dots within the budget', () => {
    const notes = keyed(board.notes);
    expect(repeated(board.stacks.flatMap((stack) => stack.notes))).toEqual([]);
    expect(lost(board.stacks.flatMap((stack) => stack.notes), notes)).toEqual([]);
    expect(board.stacks.filter((stack) => stack.notes.length < 2)).toEqual([]);
    expect(lost(board.dots.map((dot) => dot.note), notes)).toEqual([]);
    expect(repeated(board.dots.map((dot) => `${dot.by} ${dot.note}`))).toEqual([]);
    const spent = Map.groupBy(board.dots, (dot) => dot.by);
    expect([...spent].filter(([by, dots]) => !seats.has(by) || dots.length > board.dotsPerPerson)).toEqual([]);
  });
});

describe.each(sheets)('the sheet $key', (sheet) => {
  const fields = template(sheet.template).fields;
  const process = processes.find((one) => one.key === sheet.process)!;

  it('fills only fields of its template, all required ones, and choices with an option', () => {
    const known = new Map(fields.map((field) => [field.key, field]));
    expect(lost(Object.keys(sheet.fields), known)).toEqual([]);
    expect(fields.filter((field) => field.required && !sheet.fields[field.key]).map((field) => field.key)).toEqual([]);
    const choices = fields.filter((field) => field.kind === 'choice' && sheet.fields[field.key]);
    expect(choices.filter((field) => !field.options?.some((option) => option.key === sheet.fields[field.key]?.text))).toEqual([]);
    const ticked = Object.entries(sheet.fields).filter(([, field]) => field.ticked).map(([key]) => key);
    expect(ticked).toEqual(Object.keys(sheet.fields).filter((key) => known.get(key)?.kind === 'value'));
    expect(sheet.title.es).toBe(sheet.fields['title']?.text);
  });

  it('has nothing that would block its publication', () => {
    const planPeriod = { start: `${plan2021.start}-01`, end: `${plan2021.end}-31` };
    const otherTitles = sheets.filter((other) => other !== sheet).map((other) => other.title.es);
    expect(blocking(checkSheet(stored(sheet), template(sheet.template), { planPeriod, otherTitles }))).toEqual([]);
  });

  it('comes from notes and proposals that exist', () => {
    const cited = [...Object.values(sheet.fields), ...sheet.milestones].flatMap((part) => part.sources);
    expect(lost(cited.filter((one) => one.kind === 'proposal').map((one) => one.ref), everyProposal)).toEqual([]);
    expect(lost(cited.filter((one) => one.kind === 'note').map((one) => one.ref), everyNote)).toEqual([]);
    const theme = cited.filter((one) => one.kind === 'proposal').map((one) => everyProposal.get(one.ref)!.theme);
    if (sheet.roundtable) expect(theme.filter((key) => key !== sheet.theme)).toEqual([]);
    const promised = proposals.filter((one) => one.disposition?.target === sheet.key).map((one) => one.key);
    expect(promised.filter((key) => !cited.some((one) => one.ref === key))).toEqual([]);
  });

  it('names an area, a theme and a table of its process', () => {
    expect(process.areas.map((area) => area.key)).toContain(sheet.lead);
    expect(process.themes.map((theme) => theme.key)).toContain(sheet.theme);
    if (sheet.roundtable) expect(roundtables.find((table) => table.key === sheet.roundtable)?.theme).toBe(sheet.theme);
  });

  it('keeps its milestones inside its period, and the period inside the plan', () => {
    expect(sheet.start >= plan2021.start && sheet.start < sheet.end && sheet.end <= plan2021.end).toBe(true);
    for (const { start, due, number } of sheet.milestones) {
      const inside = sheet.start <= start.slice(0, 7) && start < due && due.slice(0, 7) <= sheet.end;
      expect({ number, inside }).toEqual({ number, inside: true });
    }
    expect(parseFuzzyDate(sheet.fields['period_start']!.text).iso).toBe(`${sheet.start}-01`);
    expect(parseFuzzyDate(sheet.fields['period_end']!.text).iso).toBe(`${sheet.end}-01`);
  });

  it('quotes what was shared, answers with reasons, and changes the text where it says so', () => {
    for (const comment of sheet.comments) {
      const { key, field, milestone, quote, disposition } = comment;
      const about = field ? sheet.fields[field]?.text : sheet.milestones.find((one) => one.number === milestone)?.output;
      expect({ key, quoted: quote === null || about?.includes(quote) }).toEqual({ key, quoted: true });
      const answered = disposition !== 'open';
      expect({ key, answer: [comment.reason, comment.answeredBy, comment.answeredAt].map((part) => part !== null) }).toEqual({
        key,
        answer: [answered, answered, answered],
      });
      expect(lost([comment.by, comment.answeredBy], everyone)).toEqual([]);
      expect(comment.at.slice(0, 10) > sheet.sharedOn! && comment.at < storyNow).toBe(true);
      const changes = disposition === 'accepted' || disposition === 'partly-accepted';
      expect({ key, changes: comment.changesField !== null }).toEqual({ key, changes });
      const later = sheet.revisions.find((revision) => comment.changesField && revision.fields[comment.changesField]);
      if (changes) expect(later?.fields[comment.changesField!]).not.toBe(sheet.fields[comment.changesField!]?.text);
      if (changes) expect(later?.on).toBe(comment.answeredAt?.slice(0, 10));
    }
  });
});

describe('what is left for visitors', () => {
  it('one open table, one draft in comment round with comments answered and open, one draft, three published', () => {
    expect(roundtables.filter((table) => table.state === 'open').map((table) => table.key)).toEqual(['arbolado']);
    expect(sheets.map((sheet) => sheet.state)).toEqual(['published', 'published', 'published', 'in-comment-round', 'draft']);
    const dispositions = sheets.flatMap((sheet) => sheet.comments.map((comment) => comment.disposition));
    expect([...new Set(dispositions)].sort()).toEqual(['accepted', 'answered', 'not-accepted', 'open', 'partly-accepted']);
  });
});

describe('what is claimed of the real plan', () => {
  it('is the published figures, and the sample holds as many groups and endorsements', () => {
    expect(plan2021.figures).toEqual({ groups: 22, publicMeetings: 3, endorsements: 3 });
    expect(organisations.filter((group) => group.processes.includes('2021'))).toHaveLength(plan2021.figures.groups);
    expect(plan2021.endorsements).toHaveLength(plan2021.figures.endorsements);
    expect(plan2021.endorsements.filter((one) => groups.get(one.organisation)?.basis !== 'public')).toEqual([]);
    expect([plan2021.answers['groups']?.value, plan2021.answers['public_meetings']?.value]).toEqual([22, 3]);
    expect(plan2021.submittedOn).toBe('2021-07-30');
    expect(plan2021.commitments).toEqual(sheets.filter((sheet) => sheet.state === 'published').map((sheet) => sheet.key));
  });

  it('answers every question of the plan’s template and no other', () => {
    const file = new URL('../../plans/templates/ogp-local-plan.json', import.meta.url);
    const sections: { questions: { key: string; kind: string }[] }[] = JSON.parse(readFileSync(file, 'utf8')).sections;
    const asked = sections.flatMap((section) => section.questions).filter((question) => question.kind !== 'endorsements');
    expect(Object.keys(plan2021.answers)).toEqual(asked.map((question) => question.key));
  });

  it('dates as known only what is public: the tables of 2022, the months of its call, the submission and the plan’s end', () => {
    const known = processes.flatMap((process) => process.stages.filter((stage) => stage.basis === 'public'));
    expect(known.map((stage) => `${stage.kind} ${stage.startsOn} ${stage.endsOn}`)).toEqual([
      'publication 2021-07-30 2021-07-30',
      'monitoring 2021-08-01 2023-10-31',
      'call 2022-03-01 2022-03-31',
      'roundtables 2022-08-16 2022-08-30',
    ]);
    expect(roundtables.map((table) => table.date)).toEqual(['2022-08-16', '2022-08-25', '2022-08-30']);
  });

  it('names no board tool, counts no proposals of the real calls and gives a real institution no invented theme', () => {
    const files = ['plan-2021', 'process-2021', 'process-2022', 'roundtables', 'sheets', 'proposals-2021', 'proposals-2022'];
    const all = files.map((name) => readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8')).join('\n');
    expect(all.match(/\b(Mural|Miro|Jamboard|Padlet)\b/g) ?? []).toEqual([]);
    expect(all.match(/(se recibieron|llegaron|hubo) \d+ propuestas/gi) ?? []).toEqual([]);
    expect(process2021.themes.map((theme) => theme.basis)).toEqual(Array(5).fill('sample'));
  });
});
