/** What those who facilitate set on the board: open or locked, names, dots for each, private writing and the reveal. */
import type { RoomApp } from './app.js';
import { Icon } from './icons.js';
import type { LiveBoard } from './live-board.js';

export const BoardKnobs = ({ app, live }: { readonly app: RoomApp; readonly live: LiveBoard }) => {
  const { words } = app;
  const { board } = live;
  const masked = Object.values(board.notes).filter((note) => note.mask && !note.deleted).length;
  const isPrivate = board.writing === 'private';
  return (
    <>
      <div class="knobs">
        <Choice
          name="lock"
          legend={words('roundtables.live.knob.board')}
          ways={[
            {
              text: words('roundtables.live.knob.open'),
              isChosen: !board.locked,
              choose: () => app.send({ t: 'board.unlock' }, 'roundtables.live.say.unlocked'),
            },
            {
              text: words('roundtables.live.knob.locked'),
              isChosen: board.locked,
              choose: () => app.send({ t: 'board.lock' }, 'roundtables.live.say.locked'),
            },
          ]}
        />
        <Choice
          name="names"
          legend={words('roundtables.live.knob.names')}
          ways={[
            {
              text: words('roundtables.live.knob.shown'),
              isChosen: board.authorsShown,
              choose: () => app.send({ t: 'board.show-authors' }, 'roundtables.live.say.authors-shown'),
            },
            {
              text: words('roundtables.live.knob.hidden'),
              isChosen: !board.authorsShown,
              choose: () => app.send({ t: 'board.hide-authors' }, 'roundtables.live.say.authors-hidden'),
            },
          ]}
        />
        <div class="knob" role="group" aria-labelledby="dots-label">
          <p class="label" id="dots-label">
            {words('roundtables.live.knob.dots')}
          </p>
          <div class="stepper">
            <Budget app={app} budget={board.dotsBudget - 1} label={words('roundtables.live.knob.dots-less')} icon="minus" />
            <output>{board.dotsBudget}</output>
            <Budget app={app} budget={board.dotsBudget + 1} label={words('roundtables.live.knob.dots-more')} icon="plus" />
          </div>
        </div>
      </div>
      <div class="round">
        <p>
          <b>{words('roundtables.live.private')}:</b>{' '}
          {words(isPrivate ? 'roundtables.live.knob.private-on' : 'roundtables.live.knob.private-off', { count: masked })}
        </p>
        {isPrivate ? (
          <button
            type="button"
            class="act main"
            onClick={() => app.send({ t: 'board.reveal' }, 'roundtables.live.say.revealed', { count: masked })}
          >
            <Icon name="eye" />
            {words('roundtables.live.knob.reveal', { count: masked })}
          </button>
        ) : (
          <button
            type="button"
            class="act"
            onClick={() => app.send({ t: 'board.write-privately' }, 'roundtables.live.say.private')}
          >
            <Icon name="hidden" />
            {words('roundtables.live.knob.private-start')}
          </button>
        )}
      </div>
    </>
  );
};

interface Way {
  readonly text: string;
  readonly isChosen: boolean;
  readonly choose: () => unknown;
}

const Choice = ({ name, legend, ways }: { readonly name: string; readonly legend: string; readonly ways: readonly Way[] }) => (
  <fieldset class="knob">
    <legend>{legend}</legend>
    <div class="choice-row">
      {ways.map((way) => (
        <label key={way.text}>
          <input type="radio" name={name} checked={way.isChosen} onChange={() => void way.choose()} />
          <Icon name="check" />
          {way.text}
        </label>
      ))}
    </div>
  </fieldset>
);

const Budget = ({
  app,
  budget,
  label,
  icon,
}: {
  readonly app: RoomApp;
  readonly budget: number;
  readonly label: string;
  readonly icon: 'plus' | 'minus';
}) => (
  <button
    type="button"
    class="act square"
    aria-label={label}
    aria-disabled={budget < 0}
    onClick={() =>
      budget >= 0 && app.send({ t: 'board.dots-budget', budget }, 'roundtables.live.say.i-set-dots', { count: budget })
    }
  >
    <Icon name={icon} />
  </button>
);
