/** The face of those who facilitate: the plan at the left, what happens in the middle, people at the right, the next step below. */
import type { RoomApp } from './app.js';
import { BoardKnobs } from './board-knobs.js';
import { BallotDesk } from './ballot-desk.js';
import { BoardView } from './board-view.js';
import { stateOf } from './participant.js';
import { useRoom } from './context.js';
import { sectorName } from './face-sign.js';
import { SpeakingQueue } from './floor.js';
import { Icon, Mark } from './icons.js';
import { startWriting } from './note-deeds.js';
import { Burn, LinkState, Notices, Timer } from './pieces.js';
import { QuestionList, openQuestions } from './questions.js';
import { SECTORS } from '../../participants/domain/index.js';
import { SmallBoard } from './small-board.js';

export const Console = () => {
  const app = useRoom();
  const { words, state, ui } = app;
  const { roundtable } = state;
  return (
    <>
      <header class="room-bar">
        <div class="room-name">
          <Mark />
          <div>
            <h1>{app.t(roundtable.title)}</h1>
            <p class="wide">{words('roundtables.live.sitting', { day: words.date(roundtable.startsAt, 'day') })}</p>
          </div>
        </div>
        <div />
        <div class="acts">
          <LinkState />
          <span class="soft wide">{words('roundtables.live.connected', { count: app.connected.length })}</span>
          {roundtable.conductor && (
            <span class="badge-role">
              <Icon name="person" />
              {words('roundtables.live.conducts', { name: roundtable.conductor.name })}
            </span>
          )}
          <a class="act" href={`/rooms/${roundtable.id}/screen`} target="_blank" rel="noopener">
            <Icon name="screen" />
            {words('roundtables.live.screen')}
            <span class="unseen"> {words('roundtables.live.new-tab')}</span>
          </a>
          <button
            type="button"
            class="act square"
            aria-label={words('roundtables.live.help')}
            onClick={() => ui.set({ sheet: 'help' })}
          >
            <Icon name="keyboard" />
          </button>
        </div>
      </header>
      <Burn />
      <main class="console-grid" id="contenido">
        <Plan app={app} />
        <div class="centre">
          <Notices />
          <Steer app={app} />
          {app.step?.kind === 'ballot' && <BallotDesk />}
          <BoardPart app={app} />
        </div>
        <aside class="people-side" aria-label={words('roundtables.live.people-side')}>
          <SpeakingQueue />
          <section aria-labelledby="questions-title">
            <div class="head-row">
              <h2 id="questions-title">{words('roundtables.live.view.questions')}</h2>
              <span class="soft">{words('roundtables.live.questions-open', { count: openQuestions(app) })}</span>
            </div>
            <QuestionList questions={state.questions} />
          </section>
          <AtTable app={app} />
        </aside>
      </main>
      <Dock app={app} />
    </>
  );
};

const Plan = ({ app }: { readonly app: RoomApp }) => {
  const { words, state } = app;
  return (
    <aside class="plan-side" aria-labelledby="plan-title">
      <div class="head-row">
        <h2 id="plan-title">{words('roundtables.live.agenda')}</h2>
      </div>
      {/* On a narrow screen the plan scrolls by itself, so keys must reach it. */}
      <ol class="plan" tabIndex={0} aria-labelledby="plan-title">
        {state.agenda.map((step) => {
          const at = stateOf(app, step.id);
          return (
            <li key={step.id} class={at} aria-current={at === 'now' ? 'step' : undefined}>
              <span class="dot">{at === 'done' && <Icon name="check" />}</span>
              <span class="what">
                <span>
                  <span class="unseen">{words(`roundtables.live.agenda-${at}`)}: </span>
                  {app.t(step.title)}
                </span>
                <small>{words('roundtables.live.minutes', { count: step.minutes })}</small>
              </span>
              <span class="when">{step.startedAt && words.date(step.startedAt, 'time')}</span>
            </li>
          );
        })}
      </ol>
    </aside>
  );
};

const Steer = ({ app }: { readonly app: RoomApp }) => {
  const { words, state, step } = app;
  const timer = state.step?.timer;
  return (
    <section class="steer" aria-labelledby="steer-title">
      <header>
        <div>
          {step && (
            <p class="soft">{words('roundtables.live.now-step-of', { step: step.position, steps: state.agenda.length })}</p>
          )}
          <h2 id="steer-title">{step ? app.t(step.title) : words(`roundtables.live.state.${state.roundtable.state}`)}</h2>
        </div>
        {timer && (
          <div class="acts">
            <Timer />
            <button
              type="button"
              class="act"
              onClick={() => void app.act('timer.extend', { minutes: 1 }, 'roundtables.live.say.i-extended')}
            >
              <Icon name="plus" />
              {words('roundtables.live.minute-more')}
            </button>
            {timer.endsAt ? (
              <button type="button" class="act" onClick={() => void app.act('timer.pause', {}, 'roundtables.live.say.i-paused')}>
                <Icon name="pause" />
                {words('roundtables.live.pause')}
              </button>
            ) : (
              <button
                type="button"
                class="act"
                onClick={() => void app.act('timer.resume', {}, 'roundtables.live.say.i-resumed')}
              >
                <Icon name="play" />
                {words('roundtables.live.resume')}
              </button>
            )}
          </div>
        )}
      </header>
      {app.live?.me && <BoardKnobs app={app} live={app.live} />}
    </section>
  );
};

const BoardPart = ({ app }: { readonly app: RoomApp }) => {
  const { words, ui, live } = app;
  if (!live?.me) return null;
  const count = app.columns.reduce((sum, column) => sum + column.count, 0);
  const views = [
    ['now', 'eye', 'roundtables.live.as-summary'],
    ['list', 'list', 'roundtables.live.view.list'],
    ['surface', 'board', 'roundtables.live.view.surface'],
  ] as const;
  const view = ui.view === 'list' || ui.view === 'surface' ? ui.view : 'now';
  return (
    <section aria-labelledby="board-title">
      <div class="head-row">
        <h2 id="board-title">{words('roundtables.live.board-count', { count })}</h2>
        <div class="acts">
          <button type="button" class="act" onClick={() => startWriting(app, undefined, undefined, true)}>
            <Icon name="pencil" />
            {words('roundtables.live.compose.for-somebody')}
          </button>
          {views.map(([to, icon, key]) => (
            <button
              type="button"
              class="act"
              key={to}
              aria-pressed={view === to}
              onClick={() => ui.set({ view: to, menu: null })}
            >
              <Icon name={icon} />
              {words(key)}
            </button>
          ))}
        </div>
      </div>
      {view === 'now' ? <SmallBoard app={app} /> : <BoardView form={view} hasHands />}
    </section>
  );
};

const AtTable = ({ app }: { readonly app: RoomApp }) => {
  const { words, state, ui } = app;
  return (
    <section aria-labelledby="people-title">
      <div class="head-row">
        <h2 id="people-title">{words('roundtables.live.people-seated', { count: state.people.length })}</h2>
        <button type="button" class="act" onClick={() => ui.set({ sheet: 'people' })}>
          {words('roundtables.live.see-all')}
          <span class="unseen"> {words('roundtables.live.people')}</span>
        </button>
      </div>
      <ul class="sector-count">
        {SECTORS.map((sector) => (
          <li key={sector}>
            <span class="face" data-sector={sector} aria-hidden="true" />
            <span>{sectorName(app, sector)}</span>
            <b>{state.people.filter((person) => person.sector === sector).length}</b>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Where to go next, with what it will change said before. */
const Dock = ({ app }: { readonly app: RoomApp }) => {
  const { words, state, step, live } = app;
  const { roundtable } = state;
  const at = state.agenda.findIndex(({ id }) => id === step?.id);
  const [before, next] = [at > 0 ? state.agenda[at - 1] : undefined, at >= 0 ? state.agenda[at + 1] : undefined];
  const writers = app.columns.reduce((sum, { key }) => sum + app.doingAt(key, 'writing').length, 0);
  const changes = [
    writers > 0 && words('roundtables.live.next.writers', { count: writers }),
    step?.kind === 'board' && words('roundtables.live.next.locks'),
    next?.kind === 'board' && words('roundtables.live.next.unlocks', { title: app.t(next.title) }),
    !next && step && words('roundtables.live.next.closes'),
  ].filter(Boolean);
  const from = step?.id ?? '';
  return (
    <footer class="dock">
      <div class="acts">
        <button type="button" class="act" aria-disabled={!live?.canUndo} onClick={() => live?.undo()}>
          <Icon name="undo" />
          {words('roundtables.live.undo')}
        </button>
        {before && (
          <button
            type="button"
            class="act"
            onClick={() => void app.act('step.back', { from }, 'roundtables.live.say.i-moved-step')}
          >
            <Icon name="left" />
            {words('roundtables.live.next.back', { title: app.t(before.title) })}
          </button>
        )}
        {roundtable.conductor === null || roundtable.conductor.name !== app.me.name ? (
          <button type="button" class="act" onClick={() => void app.act('room.conduct', {}, 'roundtables.live.say.i-conduct')}>
            <Icon name="swap" />
            {words('roundtables.live.conduct')}
          </button>
        ) : null}
      </div>
      <div class="go">
        <p id="go-what">{changes.join(' ')}</p>
        {roundtable.state === 'scheduled' && (
          <Go
            icon="play"
            text={words('roundtables.live.next.open')}
            act={() => app.act('room.open', {}, 'roundtables.live.say.i-opened')}
          />
        )}
        {next && (
          <Go
            icon="right"
            text={words('roundtables.live.next.to', { title: app.t(next.title) })}
            act={() => app.act('step.next', { from }, 'roundtables.live.say.i-moved-step')}
          />
        )}
        {roundtable.state === 'open' && !next && (
          <Go
            icon="check"
            text={words('roundtables.live.next.close')}
            act={() => app.act('room.close', {}, 'roundtables.live.say.i-closed')}
          />
        )}
      </div>
    </footer>
  );
};

const Go = ({
  icon,
  text,
  act,
}: {
  readonly icon: 'play' | 'right' | 'check';
  readonly text: string;
  readonly act: () => Promise<boolean>;
}) => (
  <button type="button" class="act main big" aria-describedby="go-what" onClick={() => void act()}>
    {text}
    <Icon name={icon} />
  </button>
);
