/** A ballot as a voter meets it: the rules first, the choice, the receipt; and after the closing the count, as a table and as bars. */
import {
  amountWords,
  BALLOT_LIMITS,
  declaredRules,
  isRanked,
  needsReason,
  resultTable,
  type RoomBallot,
} from '../../roundtables/domain/index.js';
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

export const endingWords = (app: RoomApp, ballot: RoomBallot): string => {
  const { result } = ballot;
  if (!result) return '';
  if (result.decision) return app.words('roundtables.result.decided', { by: result.decision.by, reason: result.decision.reason });
  const chosen = resultTable(ballot).rows.find(({ isChosen }) => isChosen);
  if (!chosen) return app.words(`roundtables.result.${result.ending.kind}`);
  return app.words('roundtables.result.won-with', {
    got: app.words(`roundtables.result.got-${ballot.method}`, { count: chosen.got }),
  });
};

interface ResultProps {
  readonly ballot: RoomBallot;
  /** Its place among the headings around it. */
  readonly heading: 'h2' | 'h3';
}

export const BallotResult = ({ ballot, heading: Heading }: ResultProps) => {
  const app = useRoom();
  const { words } = app;
  const { rows } = resultTable(ballot);
  const title = rows.find(({ isChosen }) => isChosen)?.title;
  const { abstentions = 0, reasons = [] } = ballot.result ?? {};
  return (
    <div class="result">
      <div class="verdict">
        <p class="label">{ballot.question}</p>
        <Heading>{title ?? endingWords(app, ballot)}</Heading>
        <p>
          {title && `${endingWords(app, ballot)} `}
          {words('roundtables.result.summary', { votes: ballot.votes, electorate: ballot.electorate, quorum: ballot.quorum })}
          {abstentions > 0 && ` ${words('roundtables.result.abstentions', { count: abstentions })}`}
        </p>
      </div>
      <Bars ballot={ballot} />
      {reasons.length > 0 && (
        <ul class="objections">
          {reasons.map(({ option, answer, text, by }, at) => (
            <li key={at}>
              <b>{words(`roundtables.ballot.answer-${answer}`)}</b>
              {` · ${rows.find(({ id }) => id === option)?.title ?? ''}${by ? ` · ${by}` : ''}`}
              <p>{text}</p>
            </li>
          ))}
        </ul>
      )}
      <Counts ballot={ballot} />
      <Pairs ballot={ballot} />
      <Sectors ballot={ballot} />
    </div>
  );
};

interface FiguresProps {
  readonly caption: string;
  readonly note?: string;
  readonly head: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly (number | string | null)[] }[];
}

const Figures = ({ caption, note, head, rows }: FiguresProps) => {
  const { words } = useRoom();
  return (
    <div class="table-wrap">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((text, at) => (
              <th key={at} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, at) => (
                <td key={at} data-of={head[at + 1]} class={at === 0 ? 'total' : undefined}>
                  {cell === null ? words('roundtables.result.withheld') : typeof cell === 'number' ? words.number(cell) : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {note && <p class="soft">{note}</p>}
    </div>
  );
};

const Counts = ({ ballot }: { readonly ballot: RoomBallot }) => {
  const { words } = useRoom();
  const { columns, rows } = resultTable(ballot);
  const column = (name: string) => words(`roundtables.result.${name}`);
  return (
    <Figures
      caption={column('table')}
      head={[column('option'), column(`unit-${ballot.method}`), ...columns.map((name) => column(`column-${name}`))]}
      rows={rows.map(({ numbered, got, cells }) => ({ name: numbered, cells: [got, ...cells] }))}
    />
  );
};

const Pairs = ({ ballot }: { readonly ballot: RoomBallot }) => {
  const { words } = useRoom();
  const detail = ballot.result?.detail;
  if (detail?.kind !== 'pairs') return null;
  const { rows } = resultTable(ballot);
  return (
    <Figures
      caption={words('roundtables.result.pairs')}
      note={words('roundtables.result.pairs-note')}
      head={[words('roundtables.result.option'), ...rows.map((_, at) => words.number(at + 1))]}
      rows={rows.map((row) => ({
        name: row.numbered,
        cells: rows.map(({ id }) => (id === row.id ? '–' : (detail.pairs[row.id]?.[id] ?? 0))),
      }))}
    />
  );
};

const Sectors = ({ ballot }: { readonly ballot: RoomBallot }) => {
  const { words } = useRoom();
  const sectors = ballot.result?.sectors ?? [];
  if (sectors.every(({ votes }) => votes === null)) return null;
  const { rows } = resultTable(ballot);
  return (
    <Figures
      caption={words('roundtables.result.sectors')}
      note={words('roundtables.result.sectors-note')}
      head={[
        words('roundtables.result.sector'),
        words('roundtables.result.column-votes'),
        ...rows.map((_, at) => words.number(at + 1)),
      ]}
      rows={sectors.map(({ sector, votes, backing }) => ({
        name: words(`roundtables.sector.${sector}`),
        cells: [votes, ...rows.map(({ id }) => backing[id] ?? null)],
      }))}
    />
  );
};

export const Bars = ({ ballot }: { readonly ballot: RoomBallot }) => {
  const { words } = useRoom();
  const { rows, whole } = resultTable(ballot);
  const got = (count: number) => words(`roundtables.result.got-${ballot.method}`, { count });
  return (
    <>
      <ol class="bars">
        {rows.map(({ id, title, got: given, share, isChosen }) => (
          <li key={id} class={isChosen ? 'won' : undefined}>
            <p class="name">
              <span>
                {title}
                {isChosen && (
                  <>
                    {' '}
                    <span class="tag">
                      <Icon name="check" />
                      {words('roundtables.live.result.won')}
                    </span>
                  </>
                )}
              </span>
              <b>{got(given)}</b>
            </p>
            <Bar share={share} />
          </li>
        ))}
      </ol>
      <p class="soft">{words('roundtables.result.scale', { most: got(whole) })}</p>
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
