/** A ballot as a voter meets it: the rules first, the choice, the receipt; and after the closing the count, as a table and as bars. */
import {
  amountWords,
  BALLOT_LIMITS,
  declaredRules,
  isRanked,
  needsReason,
  type RoomBallot,
} from '../../roundtables/domain/index.js';
import { useState } from 'preact/hooks';
import type { RoomApp } from './app.js';
import { BallotResult } from './ballot-result.js';
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
        <BallotRules ballot={ballot} />
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
      <BallotRules ballot={ballot} />
    </div>
  );
};

export const BallotRules = ({ ballot }: { readonly ballot: RoomBallot }) => {
  const { words } = useRoom();
  return (
    <ul class="rules rules-box">
      {declaredRules(ballot).map(({ key, params }) => (
        <li key={key}>
          <Icon name="check" />
          <span>{words(key, params)}</span>
        </li>
      ))}
      {ballot.endsAt && <ClosesIn endsAt={ballot.endsAt} />}
    </ul>
  );
};

/** A ballot that ends by itself says when, on this person's clock. */
const ClosesIn = ({ endsAt }: { readonly endsAt: string }) => {
  const { words } = useRoom();
  return (
    <li>
      <Icon name="clock" />
      <b>{words('roundtables.ballot.ends', { time: words.date(endsAt, 'time') })}</b>
    </li>
  );
};

interface PaperProps {
  readonly ballot: RoomBallot;
  readonly choices: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, string>>;
  readonly choose: (choices: Readonly<Record<string, number>>) => void;
  readonly explain: (option: string, reason: string) => void;
}

const Voting = ({ ballot }: { readonly ballot: RoomBallot }) => {
  const app = useRoom();
  const { words, me } = app;
  const cast = me.vote?.ballotId === ballot.id ? me.vote : null;
  const [choices, choose] = useState<Readonly<Record<string, number>>>(cast?.choices ?? {});
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>(cast?.reasons ?? {});
  const [isChanging, setChanging] = useState(false);
  if (cast && !isChanging) return <Receipt receipt={cast.receipt} change={() => setChanging(true)} />;
  const explain = (option: string, reason: string) => setReasons((now) => ({ ...now, [option]: reason }));
  return (
    <form
      class="ballot"
      onSubmit={(event) => {
        event.preventDefault();
        void app
          .act('ballot.vote', { ballot: ballot.id, choices, reasons }, 'roundtables.live.say.i-voted')
          .then((done) => done && setChanging(false));
      }}
    >
      <h2>{ballot.question}</h2>
      <h3>{words(`roundtables.ballot.title-${ballot.method}`, { budget: ballot.budget })}</h3>
      <BallotRules ballot={ballot} />
      {ballot.method === 'dots' && <Budget ballot={ballot} choices={choices} />}
      {isRanked(ballot.method) && <p class="soft">{words('roundtables.ballot.rank-hint')}</p>}
      {ballot.method === 'single' ? (
        <OneOf ballot={ballot} choices={choices} choose={choose} />
      ) : (
        <EachOf ballot={ballot} choices={choices} reasons={reasons} choose={choose} explain={explain} />
      )}
      <button class="act main big" type="submit">
        <Icon name="ballot" />
        {words(cast ? 'roundtables.live.ballot.change' : 'roundtables.live.ballot.send')}
      </button>
    </form>
  );
};

const givenIn = (choices: Readonly<Record<string, number>>): number =>
  Object.values(choices).reduce((sum, amount) => sum + amount, 0);

const Budget = ({ ballot, choices }: Pick<PaperProps, 'ballot' | 'choices'>) => {
  const { words } = useRoom();
  const given = givenIn(choices);
  return (
    <p class="budget">
      <span>{words('roundtables.live.ballot.left', { left: ballot.budget - given, budget: ballot.budget })}</span>
      <span class="chips" aria-hidden="true">
        {Array.from({ length: ballot.budget }, (_, at) => (
          <i key={at} class={at >= given ? 'left' : undefined} />
        ))}
      </span>
    </p>
  );
};

const OneOf = ({ ballot, choices, choose }: Pick<PaperProps, 'ballot' | 'choices' | 'choose'>) => {
  const { words } = useRoom();
  const named = ballot.options.find(({ id }) => choices[id])?.id ?? '';
  const all = [...ballot.options.map(({ id, title }) => ({ id, title })), { id: '', title: words('roundtables.ballot.abstain') }];
  return (
    <fieldset class="option">
      <legend>{words('roundtables.ballot.single-legend')}</legend>
      <div class="choice-row" data-choices="1">
        {all.map(({ id, title }) => (
          <label key={id}>
            <input type="radio" name="single" value={id} checked={named === id} onChange={() => choose(id ? { [id]: 1 } : {})} />
            <Icon name="check" />
            <span>{title}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};

const EachOf = ({ ballot, choices, reasons, choose, explain }: PaperProps) => {
  const app = useRoom();
  const { words } = app;
  const left = ballot.budget - givenIn(choices);
  const amounts = Array.from({ length: ballot.perOption + 1 }, (_, amount) => amount);
  const text = (amount: number) => {
    const { key, params } = amountWords(ballot, amount);
    return words(key, params);
  };
  return (
    <>
      {ballot.options.map((option) => {
        const amount = choices[option.id] ?? 0;
        const set = (worth: number) => choose({ ...choices, [option.id]: worth });
        return (
          <fieldset class="option" key={option.id}>
            <legend>{option.title}</legend>
            <OptionNotes app={app} noteIds={option.noteIds} boardId={option.boardId} />
            {isRanked(ballot.method) ? (
              <select
                aria-label={words('roundtables.ballot.rank-label', { title: option.title })}
                value={String(amount)}
                onChange={(event) => set(Number(event.currentTarget.value))}
              >
                {amounts.map((rank) => (
                  <option key={rank} value={String(rank)}>
                    {text(rank)}
                  </option>
                ))}
              </select>
            ) : (
              <div class="choice-row" data-choices={ballot.method === 'consent' ? 1 : amounts.length}>
                {amounts.map((worth) => (
                  <label key={worth}>
                    <input
                      type="radio"
                      name={`option-${option.id}`}
                      value={worth}
                      checked={amount === worth}
                      disabled={ballot.method === 'dots' && worth > amount && worth - amount > left}
                      onChange={() => set(worth)}
                    />
                    <Icon name="check" />
                    <span>{text(worth)}</span>
                  </label>
                ))}
              </div>
            )}
            {ballot.method === 'consent' && needsReason(amount) && (
              <label class="reason">
                {words('roundtables.ballot.reason')}
                <textarea
                  rows={2}
                  required
                  maxLength={BALLOT_LIMITS.reason}
                  value={reasons[option.id] ?? ''}
                  onInput={(event) => explain(option.id, event.currentTarget.value)}
                />
              </label>
            )}
          </fieldset>
        );
      })}
    </>
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
