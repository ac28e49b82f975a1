/** The ballot as those who facilitate run it: declare it over the stacks of the first board, open, close, settle a tie. */
import { readingOrder, type Stack } from '../../boards/domain/index.js';
import type { RoomBallot } from '../../roundtables/domain/index.js';
import { useEffect, useState } from 'preact/hooks';
import type { RoomApp } from './app.js';
import { BallotResult, ballotAtHand } from './ballot.js';
import { useRoom } from './context.js';
import { isFaceDown } from './column.js';
import { Icon } from './icons.js';
import { excerpt } from './excerpt.js';
import { WordsForm } from './questions.js';

export const BallotDesk = () => {
  const app = useRoom();
  const { words } = app;
  const ballot = app.step?.ballotId ? ballotAtHand(app) : null;
  return (
    <section aria-labelledby="desk-title" class="desk">
      <div class="head-row">
        <h2 id="desk-title">{words('roundtables.live.desk.title')}</h2>
      </div>
      {ballot === null ? <Declaring app={app} /> : <Running app={app} ballot={ballot} />}
    </section>
  );
};

const Running = ({ app, ballot }: { readonly app: RoomApp; readonly ballot: RoomBallot }) => {
  const { words } = app;
  const { id } = ballot;
  if (ballot.state === 'closed') {
    return (
      <>
        <BallotResult ballot={ballot} heading="h3" />
        <Tied app={app} ballot={ballot} />
      </>
    );
  }
  return (
    <>
      <p>
        <b>{ballot.question}</b>
      </p>
      <ol class="plain-options">
        {ballot.options.map((option) => (
          <li key={option.id}>{option.title}</li>
        ))}
      </ol>
      {ballot.state === 'declared' ? (
        <button
          type="button"
          class="act main"
          onClick={() => void app.act('ballot.open', { ballot: id }, 'roundtables.live.say.ballot-open')}
        >
          <Icon name="ballot" />
          {words('roundtables.live.desk.open')}
        </button>
      ) : (
        <>
          <p>{words('roundtables.live.ballot.turnout', { votes: ballot.votes, electorate: ballot.electorate })}</p>
          <button
            type="button"
            class="act main"
            onClick={() => void app.act('ballot.close', { ballot: id }, 'roundtables.live.say.ballot-closed')}
          >
            <Icon name="check" />
            {words('roundtables.live.desk.close')}
          </button>
        </>
      )}
    </>
  );
};

const Tied = ({ app, ballot }: { readonly app: RoomApp; readonly ballot: RoomBallot }) => {
  const { words } = app;
  const [option, setOption] = useState('');
  const { ending, decision } = ballot.result ?? { ending: null, decision: null };
  if (ending?.kind !== 'tied' || decision) return null;
  if (ballot.tieRule === 'second-round') {
    return (
      <button
        type="button"
        class="act main"
        onClick={() => void app.act('ballot.second-round', { ballot: ballot.id }, 'roundtables.live.say.i-second-round')}
      >
        {words('roundtables.live.desk.second-round')}
      </button>
    );
  }
  const tied = ballot.options.filter(({ id }) => ending.options.includes(id));
  return (
    <>
      <fieldset class="choices">
        <legend>{words('roundtables.live.desk.decide')}</legend>
        {tied.map(({ id, title }) => (
          <label key={id}>
            <input type="radio" name="decided" checked={option === id} onChange={() => setOption(id)} />
            {title}
          </label>
        ))}
      </fieldset>
      <WordsForm
        id="decision-reason"
        label={words('roundtables.live.desk.reason')}
        button={words('roundtables.live.desk.decide-send')}
        send={(reason) => app.act('ballot.decide', { ballot: ballot.id, option, reason }, 'roundtables.live.say.i-decided')}
      />
    </>
  );
};

/** The stacks and notes that may become options; the best supported are ticked to begin with. */
function useCandidates(app: RoomApp): readonly Stack[] {
  const situation = app.boardSteps.find(({ board }) => board?.kind === 'situation')?.board?.id ?? null;
  const live = app.boards.get(situation ?? '');
  useEffect(() => {
    if (situation) app.lookAt(situation);
  }, [situation]);
  if (!live) return [];
  const dots = (stack: Stack) => stack.notes.reduce((sum, note) => sum + note.dots.total, 0);
  return readingOrder(live.board)
    .flatMap(({ stacks }) => stacks)
    .filter(({ head }) => !isFaceDown(head) && !head.hidden)
    .sort((a, b) => b.notes.length - a.notes.length || dots(b) - dots(a))
    .slice(0, 12);
}

const Declaring = ({ app }: { readonly app: RoomApp }) => {
  const { words, state } = app;
  const candidates = useCandidates(app);
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const [error, setError] = useState(false);
  const picked = chosen ?? new Set(candidates.filter(({ notes }) => notes.length > 1).map(({ head }) => head.id));
  const half = Math.max(1, Math.ceil(state.people.length / 2));
  return (
    <form
      class="declare"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const options = candidates
          .filter(({ head }) => picked.has(head.id))
          .map(({ head }) => ({ note: head.id, title: head.title ?? excerpt(head, 150) }));
        setError(options.length < 2);
        if (options.length < 2) return;
        const text = (name: string) => String(form.get(name) ?? '');
        void app.act(
          'ballot.declare',
          {
            question: text('question'),
            method: text('method') as 'dots',
            budget: Number(text('budget')),
            perOption: Number(text('per')),
            quorum: Number(text('quorum')),
            tieRule: text('tie') as 'second-round',
            options,
          },
          'roundtables.live.say.i-declared',
        );
      }}
    >
      <div class="field">
        <label for="declare-question">{words('roundtables.live.desk.question')}</label>
        <input
          id="declare-question"
          name="question"
          type="text"
          required
          maxLength={200}
          defaultValue={words('roundtables.live.desk.question-default')}
        />
      </div>
      <fieldset class="choices">
        <legend>{words('roundtables.live.desk.options')}</legend>
        {candidates.map(({ head, notes, title }) => (
          <label key={head.id}>
            <input
              type="checkbox"
              checked={picked.has(head.id)}
              onChange={(event) => {
                const next = new Set(picked);
                if (event.currentTarget.checked) next.add(head.id);
                else next.delete(head.id);
                setChosen(next);
              }}
            />
            <span>
              {title ?? excerpt(head, 90)} <small>{words('roundtables.live.notes', { count: notes.length })}</small>
            </span>
          </label>
        ))}
        {candidates.length < 2 && <p class="soft">{words('roundtables.live.desk.too-few')}</p>}
      </fieldset>
      {error && <p role="alert">{words('roundtables.live.desk.two-options')}</p>}
      <div class="declare-rules">
        <Select
          name="method"
          label={words('roundtables.live.desk.method')}
          options={[
            ['dots', words('roundtables.live.desk.method-dots')],
            ['approval', words('roundtables.live.desk.method-approval')],
          ]}
        />
        <Count name="budget" label={words('roundtables.live.desk.budget')} value={3} max={10} />
        <Count name="per" label={words('roundtables.live.desk.per-option')} value={2} max={10} />
        <Count name="quorum" label={words('roundtables.live.desk.quorum')} value={half} max={1000} />
        <Select
          name="tie"
          label={words('roundtables.live.desk.tie')}
          options={[
            ['second-round', words('roundtables.live.desk.tie-second-round')],
            ['facilitator-decides', words('roundtables.live.desk.tie-facilitator-decides')],
          ]}
        />
      </div>
      <p class="soft">{words('roundtables.live.desk.fixed')}</p>
      <button type="submit" class="act main">
        {words('roundtables.live.desk.declare')}
      </button>
    </form>
  );
};

const Count = ({
  name,
  label,
  value,
  max,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly max: number;
}) => (
  <div class="field">
    <label for={`declare-${name}`}>{label}</label>
    <input id={`declare-${name}`} name={name} type="number" min={1} max={max} required defaultValue={value} />
  </div>
);

const Select = ({
  name,
  label,
  options,
}: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [string, string])[];
}) => (
  <div class="field">
    <label for={`declare-${name}`}>{label}</label>
    <select id={`declare-${name}`} name={name}>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  </div>
);
