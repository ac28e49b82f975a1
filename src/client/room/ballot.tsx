/** A ballot as a voter meets it: the rules first, the choice, the receipt; and after the closing the count, as a table and as bars. */
import type { RoomBallot } from '../../roundtables/domain/index.js';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RoomApp } from './app.js';
import { useRoom } from './context.js';
import { Icon } from './icons.js';
import { excerpt } from './excerpt.js';

export const ballotAtHand = (app: RoomApp): RoomBallot | null => {
  const id = app.step?.ballotId;
  return app.state.ballots.find((ballot) => ballot.id === id) ?? app.state.ballots.at(-1) ?? null;
};

export const BallotScene = () => {
  const app = useRoom();
  const ballot = ballotAtHand(app);
  const { words, me } = app;
  if (!ballot) return <p class="scene-words">{words('roundtables.live.ballot.none')}</p>;
  if (ballot.state === 'closed') return <BallotResult ballot={ballot} heading="h2" />;
  if (ballot.state === 'declared') {
    return (
      <div class="ballot">
        <h2>{ballot.question}</h2>
        <p>{words('roundtables.live.ballot.soon')}</p>
        <Rules ballot={ballot} />
        <ol class="plain-options">
          {ballot.options.map((option) => (
            <li key={option.id}>{option.title}</li>
          ))}
        </ol>
      </div>
    );
  }
  if (me.attendanceId === null) return <OpenForOthers ballot={ballot} />;
  return <Voting key={ballot.id} ballot={ballot} />;
};

const OpenForOthers = ({ ballot }: { readonly ballot: RoomBallot }) => {
  const { words } = useRoom();
  return (
    <div class="ballot">
      <h2>{ballot.question}</h2>
      <p>{words('roundtables.live.ballot.turnout', { votes: ballot.votes, electorate: ballot.electorate })}</p>
      <Rules ballot={ballot} />
    </div>
  );
};

const Rules = ({ ballot }: { readonly ballot: RoomBallot }) => {
  const { words } = useRoom();
  const { method, budget, perOption, quorum, tieRule } = ballot;
  const rules = [
    method === 'dots'
      ? words('roundtables.live.ballot.rule-dots', { budget, per: perOption })
      : words('roundtables.live.ballot.rule-approval'),
    words('roundtables.live.ballot.rule-secret'),
    words('roundtables.live.ballot.rule-change'),
    words('roundtables.live.ballot.rule-quorum', { quorum }),
    words(`roundtables.live.ballot.rule-${tieRule}`),
  ];
  return (
    <ul class="rules rules-box">
      {rules.map((rule) => (
        <li key={rule}>
          <Icon name="check" />
          <span>{rule}</span>
        </li>
      ))}
    </ul>
  );
};

const Voting = ({ ballot }: { readonly ballot: RoomBallot }) => {
  const app = useRoom();
  const { words, me } = app;
  const cast = me.vote?.ballotId === ballot.id ? me.vote : null;
  const [choices, setChoices] = useState<Readonly<Record<string, number>>>(cast?.choices ?? {});
  const [isChanging, setChanging] = useState(false);
  const given = Object.values(choices).reduce((sum, amount) => sum + amount, 0);
  const left = ballot.budget - given;
  const isDots = ballot.method === 'dots';
  if (cast && !isChanging) return <Receipt receipt={cast.receipt} change={() => setChanging(true)} />;
  const choose = (option: string, amount: number) => setChoices((now) => ({ ...now, [option]: amount }));
  return (
    <form
      class="ballot"
      onSubmit={(event) => {
        event.preventDefault();
        void app
          .act('ballot.vote', { ballot: ballot.id, choices }, 'roundtables.live.say.i-voted')
          .then((done) => done && setChanging(false));
      }}
    >
      <h2>{ballot.question}</h2>
      <Rules ballot={ballot} />
      {isDots && (
        <p class="budget">
          <span>{words('roundtables.live.ballot.left', { left, budget: ballot.budget })}</span>
          <span class="chips" aria-hidden="true">
            {Array.from({ length: ballot.budget }, (_, at) => (
              <i key={at} class={at >= given ? 'left' : undefined} />
            ))}
          </span>
        </p>
      )}
      {ballot.options.map((option) => {
        const amount = choices[option.id] ?? 0;
        return (
          <fieldset class="option" key={option.id}>
            <legend>{option.title}</legend>
            <OptionNotes app={app} noteIds={option.noteIds} boardId={option.boardId} />
            <div class="choice-row" data-choices={ballot.perOption + 1}>
              {Array.from({ length: ballot.perOption + 1 }, (_, worth) => (
                <label key={worth}>
                  <input
                    type="radio"
                    name={`option-${option.id}`}
                    value={worth}
                    checked={amount === worth}
                    disabled={isDots && worth > amount && worth - amount > left}
                    onChange={() => choose(option.id, worth)}
                  />
                  <Icon name="check" />
                  {isDots
                    ? words('roundtables.live.ballot.points', { count: worth })
                    : words(worth === 0 ? 'roundtables.live.ballot.no' : 'roundtables.live.ballot.yes')}
                </label>
              ))}
            </div>
          </fieldset>
        );
      })}
      <button class="act main big" type="submit">
        <Icon name="ballot" />
        {words(cast ? 'roundtables.live.ballot.change' : 'roundtables.live.ballot.send')}
      </button>
    </form>
  );
};

/** The notes an option stands for, to be read again where they were written. */
const OptionNotes = ({
  app,
  noteIds,
  boardId,
}: {
  readonly app: RoomApp;
  readonly noteIds: readonly string[];
  readonly boardId: string;
}) => {
  const notes = noteIds.flatMap((id) => app.boards.get(boardId)?.board.notes[id] ?? []);
  const label = app.words('roundtables.live.ballot.notes', { count: noteIds.length });
  if (notes.length === 0) return <p class="about">{label}</p>;
  return (
    <details class="about">
      <summary>{label}</summary>
      <ul>
        {notes.map((note) => (
          <li key={note.id}>{note.hidden ? app.words('roundtables.live.hidden-note') : excerpt(note, 2000)}</li>
        ))}
      </ul>
    </details>
  );
};

const Receipt = ({ receipt, change }: { readonly receipt: string; readonly change: () => void }) => {
  const app = useRoom();
  const { words } = app;
  return (
    <div class="receipt-wrap">
      <div class="receipt">
        <h2>{words('roundtables.live.receipt.title')}</h2>
        <p class="key">{receipt}</p>
        <p>{words('roundtables.live.receipt.why')}</p>
        <div class="acts">
          <button
            type="button"
            class="act"
            onClick={() => void navigator.clipboard?.writeText(receipt).then(() => app.say('roundtables.live.copied'))}
          >
            <Icon name="copy" />
            {words('roundtables.live.copy')}
          </button>
          <button type="button" class="act" onClick={change}>
            {words('roundtables.live.receipt.change')}
          </button>
        </div>
      </div>
    </div>
  );
};

/** Options by what they got, the most first; ties as they stand on the ballot. */
const ranked = (ballot: RoomBallot) =>
  ballot.options.map((option) => ({ ...option, got: ballot.result?.tally[option.id] ?? 0 })).sort((a, b) => b.got - a.got);

export const winnerOf = ({ result }: RoomBallot): string | null =>
  result?.ending.kind === 'chosen' ? result.ending.option : (result?.decision?.option ?? null);

export const endingWords = (app: RoomApp, ballot: RoomBallot): string => {
  const { ending, decision } = ballot.result ?? { ending: { kind: 'no-quorum' as const }, decision: null };
  if (decision) return app.words('roundtables.live.result.decided', { by: decision.by, reason: decision.reason });
  return app.words(`roundtables.live.result.${ending.kind}`, { quorum: ballot.quorum });
};

interface ResultProps {
  readonly ballot: RoomBallot;
  /** Its place among the headings around it. */
  readonly heading: 'h2' | 'h3';
}

export const BallotResult = ({ ballot, heading: Heading }: ResultProps) => {
  const app = useRoom();
  const { words } = app;
  const winner = winnerOf(ballot);
  const title = ballot.options.find(({ id }) => id === winner)?.title;
  return (
    <div class="result">
      <div class="verdict">
        <p class="label">{ballot.question}</p>
        <Heading>{title ?? endingWords(app, ballot)}</Heading>
        <p>
          {title && `${endingWords(app, ballot)} `}
          {words('roundtables.live.result.turnout', {
            votes: ballot.votes,
            electorate: ballot.electorate,
            quorum: ballot.quorum,
          })}
        </p>
      </div>
      <Bars ballot={ballot} />
      <div class="table-wrap">
        <table>
          <caption>{words('roundtables.live.result.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{words('roundtables.live.result.option')}</th>
              <th scope="col">{words(`roundtables.live.result.unit-${ballot.method}`)}</th>
            </tr>
          </thead>
          <tbody>
            {ranked(ballot).map(({ id, title: name, got }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td class="total">{words.number(got)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
};

export const Bars = ({ ballot }: { readonly ballot: RoomBallot }) => {
  const { words } = useRoom();
  const winner = winnerOf(ballot);
  const whole = Math.max(1, ballot.votes * ballot.perOption);
  return (
    <>
      <ol class="bars">
        {ranked(ballot).map(({ id, title, got }) => (
          <li key={id} class={id === winner ? 'won' : undefined}>
            <p class="name">
              <span>
                {title}
                {id === winner && (
                  <>
                    {' '}
                    <span class="tag">
                      <Icon name="check" />
                      {words('roundtables.live.result.won')}
                    </span>
                  </>
                )}
              </span>
              <b>{words(`roundtables.live.result.got-${ballot.method}`, { count: got })}</b>
            </p>
            <Bar share={got / whole} />
          </li>
        ))}
      </ol>
      <p class="soft">{words('roundtables.live.result.whole', { count: whole })}</p>
    </>
  );
};

const Bar = ({ share }: { readonly share: number }) => {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => bar.current?.style.setProperty('--v', `${Math.round(share * 1000) / 10}%`));
  return (
    <div class="bar" ref={bar} aria-hidden="true">
      <i />
    </div>
  );
};
