/** The participant's face: on a phone one task at a time within reach of the thumb, on a wider screen the table with the sheet on it. */
import { NOTE_KINDS } from '../../boards/domain/index.js';
import type { RoomApp } from './app.js';
import { BoardView } from './board-view.js';
import { useRoom } from './context.js';
import { FaceSign, sectorName } from './face-sign.js';
import { HandButton, QueueLine } from './floor.js';
import { Icon, Mark } from './icons.js';
import { Minimap } from './minimap.js';
import { startWriting } from './note-deeds.js';
import { Burn, LinkState, Notices, Timer } from './pieces.js';
import { Questions, openQuestions } from './questions.js';
import { Scene } from './scenes.js';
import type { View } from './ui.js';

/** What is looked at: what was chosen, else what the step asks for. Phones read lists; tables show sheets. */
export function viewOf(app: RoomApp, isNarrow: boolean): View {
  const chosen = app.ui.view;
  if (chosen) return chosen;
  if (app.step?.kind !== 'board' || app.state.roundtable.state !== 'open') return 'now';
  return isNarrow ? 'list' : 'surface';
}

export const Participant = ({ isNarrow }: { readonly isNarrow: boolean }) => (isNarrow ? <Hand /> : <Table />);

const Hand = () => {
  const app = useRoom();
  const { words, state } = app;
  const view = viewOf(app, true);
  const position = app.step?.position ?? 0;
  return (
    <>
      <header class="hand-top">
        <div class="step">
          <div>
            <p class="where">
              {position > 0
                ? words('roundtables.live.step-of', { step: position, steps: state.agenda.length })
                : app.t(state.roundtable.title)}
            </p>
            <h1>{app.step ? app.t(app.step.title) : words(`roundtables.live.state.${state.roundtable.state}`)}</h1>
          </div>
          <Timer isShort />
        </div>
        <Pips app={app} />
      </header>
      <main id="contenido">
        <Task />
        <Tabs view={view} />
        <QueueLine />
        <Notices />
        <Hush />
        <div class="hand-body">
          <Body view={view} />
        </div>
      </main>
      <footer class={app.linkWords.isOff ? 'hand-foot offline' : 'hand-foot'}>
        <LinkState />
        <div class="reach">
          <WriteButton app={app} />
          <HandButton isSquare />
        </div>
      </footer>
    </>
  );
};

const mayWrite = (app: RoomApp): boolean => {
  const { live } = app;
  if (!live?.me?.capabilities.includes('write')) return false;
  return !live.board.locked || live.me.capabilities.includes('facilitate');
};

const WriteButton = ({ app }: { readonly app: RoomApp }) => (
  <button type="button" class="act main big" disabled={!mayWrite(app)} onClick={() => startWriting(app)}>
    <Icon name={mayWrite(app) ? 'pencil' : 'lock'} />
    {app.words(mayWrite(app) ? 'roundtables.live.write' : 'roundtables.live.write-not-now')}
  </button>
);

const Body = ({ view }: { readonly view: View }) => {
  if (view === 'questions') return <Questions />;
  if (view === 'now') return <Scene />;
  return <BoardView form={view} hasHands />;
};

const Pips = ({ app }: { readonly app: RoomApp }) => (
  <ol class="pips" aria-label={app.words('roundtables.live.agenda')}>
    {app.state.agenda.map((step) => (
      <li key={step.id} class={stateOf(app, step.id)} aria-current={step.id === app.step?.id ? 'step' : undefined}>
        <span class="unseen">
          {app.words(`roundtables.live.agenda-${stateOf(app, step.id)}`)}: {app.t(step.title)}
        </span>
      </li>
    ))}
  </ol>
);

export function stateOf(app: RoomApp, stepId: string): 'done' | 'now' | 'next' {
  const at = app.state.agenda.findIndex(({ id }) => id === stepId);
  const now = app.state.agenda.findIndex(({ id }) => id === app.step?.id);
  if (app.state.roundtable.state === 'closed') return 'done';
  return at === now ? 'now' : at < now ? 'done' : 'next';
}

/** What to do now, in one sentence. */
export const taskWords = (app: RoomApp): string => {
  const { words, live, step, state } = app;
  if (state.roundtable.state !== 'open' || !step)
    return words(`roundtables.live.task.${state.roundtable.state === 'closed' ? 'closed' : 'scheduled'}`);
  if (step.kind !== 'board' || !live) return words(`roundtables.live.task.${step.kind}`);
  const { board } = live;
  if (board.writing === 'private') return words('roundtables.live.task.private');
  if (board.locked) return words('roundtables.live.task.locked');
  return board.dotsBudget > 0
    ? words('roundtables.live.task.dots', { left: live.dotsLeft, budget: board.dotsBudget })
    : words('roundtables.live.task.board');
};

const Task = () => {
  const app = useRoom();
  const { topic } = app.state;
  return (
    <div class="task">
      <h2>{taskWords(app)}</h2>
      {topic && app.step?.board?.kind === 'sheet' && (
        <p class="topic">{app.words('roundtables.live.topic', { title: topic.title })}</p>
      )}
    </div>
  );
};

/** Private writing and the reveal, said where nobody overlooks it. */
const Hush = () => {
  const { live, words, ui } = useRoom();
  if (live?.board.writing === 'private') {
    return (
      <div class="hush">
        <Icon name="hidden" />
        <p>
          <b>{words('roundtables.live.private')}</b>
          {words('roundtables.live.private-why')}
        </p>
      </div>
    );
  }
  return ui.fresh.size > 0 ? (
    <div class="hush open">
      <Icon name="eye" />
      <p>
        <b>{words('roundtables.live.say.revealed', { count: ui.fresh.size })}</b>
      </p>
    </div>
  ) : null;
};

const Tabs = ({ view }: { readonly view: View }) => {
  const app = useRoom();
  const { words } = app;
  const open = openQuestions(app);
  const tab = (to: View, label: string, icon: 'list' | 'board' | 'question' | 'clock', badge = 0) => (
    <a
      href={`#${to}`}
      aria-current={view === to ? 'page' : undefined}
      onClick={(event) => {
        event.preventDefault();
        app.ui.set({ view: to, menu: null });
      }}
    >
      <Icon name={icon} />
      {label}
      {badge > 0 && (
        <span class="badge">
          {badge}
          <span class="unseen"> {words('roundtables.live.questions-open', { count: badge })}</span>
        </span>
      )}
    </a>
  );
  return (
    <nav class="hand-tabs" aria-label={words('roundtables.live.views')}>
      {app.step?.kind !== 'board' && tab('now', words('roundtables.live.view.now'), 'clock')}
      {app.boardId && tab('list', words('roundtables.live.view.list'), 'list')}
      {app.boardId && tab('surface', words('roundtables.live.view.surface'), 'board')}
      {tab('questions', words('roundtables.live.view.questions'), 'question', open)}
    </nav>
  );
};

const Table = () => {
  const app = useRoom();
  const { words, state, ui } = app;
  const view = viewOf(app, false);
  return (
    <>
      <header class="room-bar">
        <div class="room-name">
          <Mark />
          <div>
            <h1>{app.t(state.roundtable.title)}</h1>
            <p class="wide">{words('roundtables.live.sitting', { day: words.date(state.roundtable.startsAt, 'day') })}</p>
          </div>
        </div>
        <nav aria-label={words('roundtables.live.agenda')}>
          <AgendaLine app={app} />
        </nav>
        <Timer />
      </header>
      <Burn />
      <section class="now-strip" aria-label={words('roundtables.live.now')}>
        <p class="todo">
          <b>{words('roundtables.live.now-begins')}</b> {taskWords(app)}
        </p>
        <div class="acts">
          <Faces app={app} />
          <button type="button" class="act" onClick={() => ui.set({ sheet: 'search' })}>
            <Icon name="search" />
            {words('roundtables.live.search')}
          </button>
          <ViewSwitch app={app} view={view} />
          <HandButton />
          <button
            type="button"
            class="act square"
            aria-label={words('roundtables.live.help')}
            onClick={() => ui.set({ sheet: 'help' })}
          >
            <Icon name="keyboard" />
          </button>
        </div>
        <QueueLine />
      </section>
      <main id="contenido" class={view === 'surface' ? undefined : 'reading'}>
        <Notices />
        <Hush />
        {view === 'surface' ? (
          <Body view={view} />
        ) : (
          <div class="hand-body" tabIndex={0} role="region" aria-label={words(`roundtables.live.view.${view}`)}>
            <Body view={view} />
          </div>
        )}
      </main>
      <Edge app={app} hasMap={view === 'surface'} />
    </>
  );
};

const ViewSwitch = ({ app, view }: { readonly app: RoomApp; readonly view: View }) => {
  const { words, ui } = app;
  const open = openQuestions(app);
  const to = (target: View, icon: 'list' | 'board' | 'question' | 'clock', key: string, args = {}) =>
    view !== target && (
      <button type="button" class="act" onClick={() => ui.set({ view: target, menu: null })}>
        <Icon name={icon} />
        {words(key, args)}
      </button>
    );
  return (
    <>
      {app.step?.kind !== 'board' && to('now', 'clock', 'roundtables.live.view.now')}
      {app.boardId && to('surface', 'board', 'roundtables.live.as-surface')}
      {app.boardId && to('list', 'list', 'roundtables.live.as-list')}
      {to('questions', 'question', 'roundtables.live.questions-count', { count: open })}
    </>
  );
};

export const AgendaLine = ({ app }: { readonly app: RoomApp }) => (
  <ol class="agenda-line">
    {app.state.agenda.map((step) => {
      const state = stateOf(app, step.id);
      const title = app.t(step.title);
      if (state === 'now') {
        return (
          <li key={step.id} class="now" aria-current="step">
            <span class="plate">
              <span class="dot" />
              <span>
                <span class="unseen">{app.words('roundtables.live.agenda-now')}: </span>
                {title}
              </span>
            </span>
          </li>
        );
      }
      return (
        <li key={step.id} class={state}>
          <span class="dot">{state === 'done' && <Icon name="check" />}</span>
          <span class="unseen">
            {app.words(`roundtables.live.agenda-${state}`)}: {title}
          </span>
        </li>
      );
    })}
  </ol>
);

/** Signs shown before the number takes over. */
const SIGNS = 5;

const Faces = ({ app }: { readonly app: RoomApp }) => {
  const people = app.connected;
  if (people.length === 0) return null;
  return (
    <ul class="faces" aria-label={app.words('roundtables.live.people')}>
      {people.slice(0, SIGNS).map((person) => (
        <li key={person.id}>
          <FaceSign name={person.name} sector={person.sector} />
          <span class="unseen">
            {person.name}, {sectorName(app, person.sector)}
          </span>
        </li>
      ))}
      {people.length > SIGNS && <li class="more">+{people.length - SIGNS}</li>}
    </ul>
  );
};

const PAD_KINDS = NOTE_KINDS.filter((kind) => kind !== 'proposal');

export const Edge = ({ app, hasMap }: { readonly app: RoomApp; readonly hasMap: boolean }) => {
  const { words, live, ui } = app;
  return (
    <footer class="edge">
      {mayWrite(app) && (
        <div class="pads" role="group" aria-labelledby="pads-label">
          <span class="label" id="pads-label">
            {words('roundtables.live.new-note')}
          </span>
          <ul>
            {PAD_KINDS.map((kind) => (
              <li key={kind}>
                <button type="button" class="pad" data-kind={kind} onClick={() => startWriting(app, undefined, kind)}>
                  <Icon name={kind} />
                  {words(`roundtables.live.kind.${kind}`)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div class="acts">
        <LinkState />
        <button
          type="button"
          class="act square"
          aria-label={words('roundtables.live.undo')}
          aria-disabled={!live?.canUndo}
          onClick={() => live?.undo()}
        >
          <Icon name="undo" />
        </button>
        <button
          type="button"
          class="act square"
          aria-label={words('roundtables.live.redo')}
          aria-disabled={!live?.canRedo}
          onClick={() => live?.redo()}
        >
          <Icon name="redo" />
        </button>
        {hasMap && <Minimap />}
        {hasMap && (
          <div class="zoom">
            <button
              type="button"
              class="act square"
              aria-label={words('roundtables.live.zoom-out')}
              onClick={() => ui.set({ zoom: Math.max(0.5, ui.zoom - 0.25) })}
            >
              <Icon name="minus" />
            </button>
            <output>{words('roundtables.live.zoom', { percent: Math.round(ui.zoom * 100) })}</output>
            <button
              type="button"
              class="act square"
              aria-label={words('roundtables.live.zoom-in')}
              onClick={() => ui.set({ zoom: Math.min(2, ui.zoom + 0.25) })}
            >
              <Icon name="plus" />
            </button>
          </div>
        )}
      </div>
    </footer>
  );
};
