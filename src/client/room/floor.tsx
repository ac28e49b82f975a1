/** Who speaks and who waits to: my own place in the queue, and the queue as those who facilitate see it. */
import type { RoomTurn } from '../../roundtables/domain/index.js';
import type { RoomApp } from './app.js';
import { clockFace } from './clock.js';
import { useRoom } from './context.js';
import { FaceSign, sectorName } from './face-sign.js';
import { Icon } from './icons.js';
import { useSecond } from './pieces.js';

export interface MyTurn {
  readonly isSpeaking: boolean;
  /** From 1, among those who wait. */
  readonly place: number;
}

export function myTurn(app: RoomApp): MyTurn | null {
  const { speaking, waiting } = app.state.floor;
  const { attendanceId } = app.me;
  if (attendanceId === null) return null;
  if (speaking.some(({ person }) => person === attendanceId)) return { isSpeaking: true, place: 0 };
  const place = waiting.findIndex(({ person }) => person === attendanceId) + 1;
  return place > 0 ? { isSpeaking: false, place } : null;
}

export const toggleHand = (app: RoomApp): void => {
  if (app.me.attendanceId === null) return;
  if (myTurn(app)) void app.act('hand.lower', {}, 'roundtables.live.say.hand-lowered');
  else void app.act('hand.raise', {}, 'roundtables.live.say.hand-raised');
};

export const QueueLine = () => {
  const app = useRoom();
  const turn = myTurn(app);
  const { words } = app;
  if (!turn) return null;
  return (
    <div class="queue-line">
      <p>
        <Icon name={turn.isSpeaking ? 'mic' : 'hand'} />
        <span>
          {words(turn.isSpeaking ? 'roundtables.live.hand.speaking' : 'roundtables.live.hand.place', { place: turn.place })}
        </span>
      </p>
      <button type="button" class="act bare" onClick={() => toggleHand(app)}>
        {words(turn.isSpeaking ? 'roundtables.live.hand.done' : 'roundtables.live.hand.lower')}
      </button>
    </div>
  );
};

export const HandButton = ({ isSquare }: { readonly isSquare?: boolean }) => {
  const app = useRoom();
  const { words, me, state } = app;
  if (me.attendanceId === null || state.roundtable.state !== 'open') return null;
  const isUp = myTurn(app) !== null;
  const name = words(isUp ? 'roundtables.live.hand.lower-long' : 'roundtables.live.hand.raise');
  return (
    <button
      type="button"
      class={isSquare ? 'act big square' : 'act'}
      aria-pressed={isUp}
      aria-label={isSquare ? name : undefined}
      onClick={() => toggleHand(app)}
    >
      <Icon name="hand" />
      {!isSquare && name}
    </button>
  );
};

export const SpeakingQueue = () => {
  const app = useRoom();
  const { words, state } = app;
  const { speaking, waiting } = state.floor;
  return (
    <section aria-labelledby="queue-title">
      <div class="head-row">
        <h2 id="queue-title">{words('roundtables.live.queue')}</h2>
        <span class="soft">{words('roundtables.live.queue-count', { count: waiting.length })}</span>
      </div>
      {speaking.length + waiting.length === 0 && <p class="soft">{words('roundtables.live.queue-empty')}</p>}
      <ol class="speak">
        {speaking.map((turn) => (
          <Speaking key={turn.id} turn={turn} />
        ))}
        {waiting.map((turn, at) => (
          <li key={turn.id}>
            <span class="nth">{at + 1}</span>
            <FaceSign name={turn.name} sector={turn.sector} />
            <span>
              {turn.name}
              <small>{sectorName(app, turn.sector)}</small>
            </span>
            <span class="acts">
              <button
                type="button"
                class={at === 0 ? 'act main' : 'act'}
                onClick={() => void app.act('floor.give', { turn: turn.id }, 'roundtables.live.say.i-gave-floor')}
              >
                {words('roundtables.live.floor-give')}
                <span class="unseen"> {turn.name}</span>
              </button>
              <button
                type="button"
                class="act bare square"
                aria-label={words('roundtables.live.floor-remove', { name: turn.name })}
                onClick={() => void app.act('floor.take', { turn: turn.id }, 'roundtables.live.say.i-took-floor')}
              >
                <Icon name="close" />
              </button>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
};

const Speaking = ({ turn }: { readonly turn: RoomTurn }) => {
  const app = useRoom();
  useSecond();
  const since = turn.givenAt ? Math.max(0, app.serverNow - Date.parse(turn.givenAt)) : 0;
  return (
    <li class="talking">
      <span>
        <Icon name="mic" />
      </span>
      <FaceSign name={turn.name} sector={turn.sector} />
      <span>
        {turn.name}
        <small>{app.words('roundtables.live.speaks-for', { time: clockFace(since) })}</small>
      </span>
      <button
        type="button"
        class="act"
        onClick={() => void app.act('floor.take', { turn: turn.id }, 'roundtables.live.say.i-took-floor')}
      >
        {app.words('roundtables.live.floor-done')}
        <span class="unseen"> {turn.name}</span>
      </button>
    </li>
  );
};
