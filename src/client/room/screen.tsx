/** The projector's face: seen from the last row, nothing to press. Shows one section at a time, the one where most happens. */
import type { Column } from '../../boards/domain/index.js';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ballotAtHand } from './ballot.js';
import { Bars, endingWords } from './ballot-result.js';
import { ColumnNotes, type Drawing } from './column.js';
import { useRoom } from './context.js';
import { Burn, Timer, useSecond } from './pieces.js';
import { taskWords } from './participant.js';
import { Ring } from './ring.js';

/** How long a section stays before the next one that has changed is shown, in ms. */
const STAY_MS = 15_000;

/** Papers on the wall at once, and how long until it turns to the next ones, in ms: nothing can be scrolled from the last row. */
const PAPERS = 6;
const TURN_MS = 12_000;

/** The section everybody was brought to, else the one that changed last; empty ones are not shown. */
function useShownColumn(columns: readonly Column[]): Column | null {
  const app = useRoom();
  const [key, setKey] = useState<string | null>(null);
  const changedAt = useRef(0);
  const counts = columns
    .map(
      (column) =>
        `${column.key} ${column.stacks.flatMap(({ notes }) => notes.map((note) => note.last.words + note.dots.total)).join()}`,
    )
    .join('|');
  const before = useRef(new Map<string, string>());
  useEffect(() => {
    const now = performance.now();
    for (const part of counts.split('|')) {
      const [column = '', fingerprint = ''] = [part.slice(0, part.indexOf(' ')), part.slice(part.indexOf(' '))];
      const was = before.current.get(column);
      before.current.set(column, fingerprint);
      if (was !== undefined && was !== fingerprint && now - changedAt.current > STAY_MS) {
        changedAt.current = now;
        setKey(column);
      }
    }
  }, [counts]);
  const focus = app.live?.board.focus?.note;
  const brought = columns.find(({ stacks }) => stacks.some(({ notes }) => notes.some(({ id }) => id === focus)));
  return brought ?? columns.find((column) => column.key === key) ?? columns.find(({ count }) => count > 0) ?? columns[0] ?? null;
}

export const Screen = ({ qr }: { readonly qr: Element | null }) => {
  const app = useRoom();
  const { words, state, step } = app;
  const ballot = step?.kind === 'ballot' ? ballotAtHand(app) : null;
  const columns = app.columns;
  const shown = useShownColumn(columns);
  const isBoard = step?.kind === 'board' && app.live?.me;
  return (
    <>
      <header class="screen-head">
        <p class="where">
          {app.t(state.roundtable.title)}
          {step && ` · ${words('roundtables.live.step-of', { step: step.position, steps: state.agenda.length })}`}
        </p>
        <h1>{step ? app.t(step.title) : words(`roundtables.live.state.${state.roundtable.state}`)}</h1>
        {state.topic ? (
          <p class="topic">
            {words('roundtables.live.topic-begins')} <b>{state.topic.title}</b>
          </p>
        ) : (
          <p class="topic">{taskWords(app)}</p>
        )}
      </header>
      {ballot?.state === 'closed' ? (
        <main class="tallies" id="contenido">
          <h2>{ballot.question}</h2>
          <Bars ballot={ballot} />
          <p>
            {endingWords(app, ballot)}{' '}
            {words('roundtables.result.summary', {
              votes: ballot.votes,
              electorate: ballot.electorate,
              quorum: ballot.quorum,
            })}
          </p>
        </main>
      ) : ballot?.state === 'open' ? (
        <main class="screen-words" id="contenido">
          <h2>{ballot.question}</h2>
          <ol>
            {ballot.options.map((option) => (
              <li key={option.id}>{option.title}</li>
            ))}
          </ol>
          <p>{words('roundtables.live.ballot.turnout', { votes: ballot.votes, electorate: ballot.electorate })}</p>
        </main>
      ) : isBoard && shown ? (
        <Wall shown={shown} />
      ) : step?.kind === 'questions' ? (
        <main class="screen-words" id="contenido">
          <h2>{words('roundtables.live.questions')}</h2>
          <ol>
            {state.questions
              .filter((question) => question.state === 'open')
              .slice(0, 6)
              .map((question) => (
                <li key={question.id}>
                  {question.text}{' '}
                  <span class="soft">{words('roundtables.live.question-supports', { count: question.supports })}</span>
                </li>
              ))}
          </ol>
        </main>
      ) : (
        <main class="screen-words" id="contenido">
          <h2>{words('roundtables.live.agenda')}</h2>
          <ol>
            {state.agenda.map((each) => (
              <li key={each.id} aria-current={each.id === step?.id ? 'step' : undefined}>
                {app.t(each.title)}
              </li>
            ))}
          </ol>
        </main>
      )}
      {isBoard && shown && (
        <footer>
          <Parts columns={columns} shown={shown.key} />
        </footer>
      )}
      <aside class="screen-side" aria-label={words('roundtables.live.screen-side')}>
        <div>
          <Timer />
          <Burn />
        </div>
        <Ring />
        <div class="join-here">
          <Qr qr={qr} />
          <p>
            {words('roundtables.live.join-here')}
            <br />
            <b>{hostOf(state.roundtable.joinUrl)}</b>
          </p>
          <p class="code">{`${state.roundtable.code.slice(0, 3)} ${state.roundtable.code.slice(3)}`}</p>
        </div>
      </aside>
    </>
  );
};

const hostOf = (url: string): string => new URL(url, location.href).host;

/** The server's own picture, taken over as it is. */
const Qr = ({ qr }: { readonly qr: Element | null }) => {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (qr && place.current && qr.parentElement !== place.current) place.current.replaceChildren(qr);
  });
  return <div ref={place} />;
};

const Wall = ({ shown }: { readonly shown: Column }) => {
  const app = useRoom();
  const drawing: Drawing = { app, waiting: new Set(), stop: null, hands: 'none', dotsLeft: 0, isSurface: true, carried: null };
  useSecond();
  const pages = Math.max(1, Math.ceil(shown.stacks.length / PAPERS));
  const page = Math.floor(app.serverNow / TURN_MS) % pages;
  const part: Column = { ...shown, stacks: shown.stacks.slice(page * PAPERS, (page + 1) * PAPERS) };
  return (
    <main class="screen-board" id="contenido">
      <h2>
        {app.sectionTitle(shown.key)}{' '}
        <span class="count">
          {shown.section?.guidance && `${app.t(shown.section.guidance)} · `}
          {app.words('roundtables.live.notes', { count: shown.count })}
          {pages > 1 && ` · ${app.words('roundtables.live.page-of', { page: page + 1, pages })}`}
        </span>
      </h2>
      <div class="wall">
        <ColumnNotes column={part} drawing={drawing} />
      </div>
    </main>
  );
};

const Parts = ({ columns, shown }: { readonly columns: readonly Column[]; readonly shown: string }) => {
  const app = useRoom();
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => list.current?.style.setProperty('grid-template-columns', `repeat(${columns.length}, 1fr)`));
  return (
    <ol class="parts" ref={list}>
      {columns.map((column) => (
        <li
          key={column.key}
          class={column.key === shown ? 'now' : undefined}
          aria-current={column.key === shown ? 'true' : undefined}
        >
          <span>{app.sectionTitle(column.key)}</span>
          <b>
            {column.count}
            <span class="unseen"> {app.words('roundtables.live.notes-word', { count: column.count })}</span>
          </b>
        </li>
      ))}
    </ol>
  );
};
