/** How a ballot ended: a sentence, bars that read without colour, and the same figures as tables. */
import { resultTable, type RoomBallot } from '../../roundtables/domain/index.js';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RoomApp } from './app.js';
import { useRoom } from './context.js';
import { Icon } from './icons.js';

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
