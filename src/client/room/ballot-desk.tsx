/** The ballot as those who facilitate run it: declare it over the stacks of the first board, open, close, settle a tie. */
import { readingOrder, type Stack } from '../../boards/domain/index.js';
import {
  BALLOT_LIMITS,
  CLOSING_RULES,
  ELECTORATES,
  fewestOptions,
  mayDeclareAgain,
  SECRECIES,
  TALLY_METHODS,
  TIE_RULES,
  type ClosingRule,
  type Electorate,
  type RoomBallot,
  type Secrecy,
  type TallyMethod,
  type TieRule,
} from '../../roundtables/domain/index.js';
import { useEffect, useState } from 'preact/hooks';
import type { RoomApp } from './app.js';
import { BallotRules, ballotAtHand } from './ballot.js';
import { BallotResult } from './ballot-result.js';
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
        <DeclareAgain app={app} ballot={ballot} />
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
        <>
          <BallotRules ballot={ballot} />
          <button
            type="button"
            class="act main"
            onClick={() => void app.act('ballot.open', { ballot: id }, 'roundtables.live.say.ballot-open')}
          >
            <Icon name="ballot" />
            {words('roundtables.live.desk.open')}
          </button>
          <DeclareAgain app={app} ballot={ballot} />
        </>
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

/** A ballot that is not open yet, or came to nothing, gives way to another. */
const DeclareAgain = ({ app, ballot }: { readonly app: RoomApp; readonly ballot: RoomBallot }) =>
  mayDeclareAgain(ballot) ? (
    <details class="again">
      <summary>{app.words('roundtables.ballot.declare-again')}</summary>
      <Declaring app={app} />
    </details>
  ) : null;

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
  const [method, setMethod] = useState<TallyMethod>('dots');
  const [closing, setClosing] = useState<ClosingRule>('by-hand');
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
        const isTooFew = options.length < fewestOptions(method);
        setError(isTooFew);
        if (isTooFew) return;
        const text = (name: string) => String(form.get(name) ?? '');
        const number = (name: string) =>
          form.has(name) ? { [name === 'per-option' ? 'perOption' : name]: Number(text(name)) } : {};
        void app.act(
          'ballot.declare',
          {
            question: text('question'),
            method,
            quorum: Number(text('quorum')),
            tieRule: text('tieRule') as TieRule,
            electorate: text('electorate') as Electorate,
            closingRule: closing,
            secrecy: text('secrecy') as Secrecy,
            ...number('budget'),
            ...number('per-option'),
            ...number('minutes'),
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
        <Choice name="method" values={TALLY_METHODS} value={method} choose={(value) => setMethod(value as TallyMethod)} />
        {method === 'dots' && <Count name="budget" value={3} max={BALLOT_LIMITS.budget} />}
        {(method === 'dots' || method === 'score') && (
          <Count name="per-option" value={method === 'dots' ? 2 : 5} max={BALLOT_LIMITS.budget} />
        )}
        <Choice name="electorate" values={ELECTORATES} />
        <Count name="quorum" value={half} max={BALLOT_LIMITS.quorum} />
        <Choice name="tieRule" values={TIE_RULES} />
        <Choice name="closingRule" values={CLOSING_RULES} value={closing} choose={(value) => setClosing(value as ClosingRule)} />
        {closing === 'minutes' && <Count name="minutes" value={5} max={BALLOT_LIMITS.minutes} />}
        <Choice name="secrecy" values={SECRECIES} />
      </div>
      <p class="soft">{words('roundtables.live.desk.fixed')}</p>
      <button type="submit" class="act main">
        {words('roundtables.live.desk.declare')}
      </button>
    </form>
  );
};

interface CountProps {
  readonly name: string;
  readonly value: number;
  readonly max: number;
}

const Count = ({ name, value, max }: CountProps) => {
  const { words } = useRoom();
  return (
    <div class="field">
      <label for={`declare-${name}`}>{words(`roundtables.ballot.${name}`)}</label>
      <input id={`declare-${name}`} name={name} type="number" min={1} max={max} required defaultValue={value} />
    </div>
  );
};

interface ChoiceProps {
  readonly name: string;
  readonly values: readonly string[];
  readonly value?: string;
  readonly choose?: (value: string) => void;
}

/** One of the rules, named by the messages `roundtables.ballot.<name>-<value>`; told to the form around it where others hang on it. */
const Choice = ({ name, values, value, choose }: ChoiceProps) => {
  const { words } = useRoom();
  return (
    <div class="field">
      <label for={`declare-${name}`}>{words(`roundtables.ballot.${name}`)}</label>
      <select id={`declare-${name}`} name={name} value={value} onChange={(event) => choose?.(event.currentTarget.value)}>
        {values.map((each) => (
          <option key={each} value={each}>
            {words(`roundtables.ballot.${name}-${each}`)}
          </option>
        ))}
      </select>
    </div>
  );
};
