/** One note as a square of paper: the same in the list, on the surface and on the screen. */
import type { Note } from '../../boards/domain/index.js';
import type { RoomApp } from './app.js';
import { drawnWhenChanged } from './context.js';
import { FaceSign, sectorName } from './face-sign.js';
import { Icon, Mark } from './icons.js';
import { excerpt } from './excerpt.js';
import { NoteMenu } from './note-menu.js';
import type { MenuPage } from './ui.js';

export interface NoteProps {
  readonly app: RoomApp;
  readonly note: Note;
  /** My id on this board; null before joining. */
  readonly me: string | null;
  readonly isWaiting: boolean;
  readonly isFresh: boolean;
  readonly isChosen: boolean;
  /** The one note that Tab reaches; arrows go from there. */
  readonly isStop: boolean;
  readonly menu: MenuPage | null;
  /** Whether there are controls at all, and dots to give. */
  readonly hands: 'none' | 'notes' | 'dots';
  readonly dotsLeft: number;
  /** Carried by me just now; or what I carry would come down on it. */
  readonly isLifted: boolean;
  readonly isUnder: boolean;
  /** Who is moving it just now, in words. */
  readonly mover: string | null;
}

export const NoteView = drawnWhenChanged((props: NoteProps) => {
  const { app, note, me, isWaiting, isFresh, isChosen, isStop, isLifted, isUnder, menu, hands, mover } = props;
  const { words } = app;
  if (note.veiled && note.mask) return <Back app={app} />;
  const isMine = me !== null && (note.author === me || note.enteredBy === me);
  const states = {
    milestone: note.milestone,
    waiting: isWaiting,
    chosen: isChosen,
    turned: isFresh,
    covered: note.hidden,
    lifted: isLifted,
    onto: isUnder,
  };
  const { id } = note;
  const hasMenu = hands !== 'none';
  return (
    <li class={classOf('note', states)} data-kind={note.kind} data-note={id}>
      {mover && (
        <span class="mover">
          <Icon name="move" />
          {words('roundtables.live.moving', { name: mover })}
        </span>
      )}
      <article id={`n-${id}`} tabIndex={isStop ? 0 : -1} aria-labelledby={`k-${id} t-${id} f-${id}`}>
        <div class="kind">
          <Icon name={note.milestone ? 'milestone' : note.kind} />
          <span id={`k-${id}`}>
            {words(note.milestone ? 'roundtables.live.kind.milestone' : `roundtables.live.kind.${note.kind}`)}
            {note.hidden && `. ${words('roundtables.live.hidden-note')}`}
          </span>
          <span class="tail">
            {isMine && note.mask && <span>{words('roundtables.live.only-you')}</span>}
            {note.editedAt && <span class="edited">{words('roundtables.live.edited')}</span>}
          </span>
          {hasMenu && (
            <button
              type="button"
              class="note-more"
              data-more={id}
              aria-expanded={menu !== null}
              aria-label={words('roundtables.live.menu.of', { note: excerpt(note, 30) })}
            >
              <Icon name="menu" />
            </button>
          )}
        </div>
        <div id={`t-${id}`} class="said">
          {note.hidden && <p class="reason">{words('roundtables.live.hidden-because', { reason: note.hidden.reason })}</p>}
          {note.redacted && <p class="reason">{words('roundtables.live.redacted')}</p>}
          {note.milestone ? <Milestone app={app} note={note} /> : note.text && <p class="text">{note.text}</p>}
          {note.milestone && note.text && <p class="text">{note.text}</p>}
          {note.proposalId && <ProposalLink app={app} id={note.proposalId} />}
        </div>
        {isWaiting && (
          <p class="wait">
            <Icon name="saving" />
            {words('roundtables.live.waiting-note')}
          </p>
        )}
        <Foot {...props} />
      </article>
      {menu && <NoteMenu app={app} note={note} page={menu} />}
    </li>
  );
});

/** A class for each state that holds. */
export const classOf = (name: string, states: Readonly<Record<string, unknown>>): string =>
  [name, ...Object.keys(states).filter((state) => states[state])].join(' ');

/** Face down: the same back for all, so it tells nothing of length or author. */
const Back = ({ app }: { readonly app: RoomApp }) => (
  <li class="back">
    <Mark />
    <span class="unseen">{app.words('roundtables.live.face-down')}</span>
  </li>
);

const Milestone = ({ app, note }: { readonly app: RoomApp; readonly note: Note }) => {
  const fields = ['output', 'when', 'who'] as const;
  return (
    <dl>
      {fields.map((field) => (
        <div key={field}>
          <dt>{app.words(`roundtables.live.milestone.${field}`)}</dt>
          <dd>{note.milestone?.[field] || app.words('roundtables.live.milestone.open')}</dd>
        </div>
      ))}
    </dl>
  );
};

const ProposalLink = ({ app, id }: { readonly app: RoomApp; readonly id: string }) => {
  const proposal = app.state.proposals.find((one) => one.id === id);
  return proposal ? (
    <p class="about">
      <a href={proposal.href} target="_blank" rel="noopener">
        {proposal.number}
        <span class="unseen"> {app.words('roundtables.live.new-tab')}</span>
      </a>
    </p>
  ) : null;
};

/** Dots drawn up to so many; the number says the rest. */
const DRAWN_DOTS = 5;

const Foot = ({ app, note, me, hands, dotsLeft }: NoteProps) => {
  const { words } = app;
  const mine = me ? (note.dots.by[me] ?? 0) : 0;
  const { total } = note.dots;
  const drawn = Math.min(total, DRAWN_DOTS);
  const mineDrawn = Math.min(mine, drawn);
  const reactions = Object.entries(note.reactions).filter(([, count]) => count.total > 0);
  const mayDot = hands === 'dots' && !note.hidden;
  return (
    <footer class="foot" id={`f-${note.id}`}>
      {note.authorName && (
        <span class="by">
          <FaceSign name={note.authorName} sector={note.sector} />
          <span>
            <span class="unseen">{words('roundtables.live.by')} </span>
            {note.authorName}
            <span class="unseen">, {sectorName(app, note.sector)}</span>
            {note.enteredBy && <span class="proxy"> {words('roundtables.live.by-proxy')}</span>}
          </span>
        </span>
      )}
      {reactions.map(([reaction, count]) => (
        <span class="reaction" key={reaction}>
          <Icon name={reaction as 'agree'} />
          <span class="unseen">{words(`roundtables.live.reaction.${reaction}`)} </span>
          {count.total}
        </span>
      ))}
      {(total > 0 || mayDot) && (
        <span class="dots">
          <span aria-hidden="true">
            {Array.from({ length: drawn }, (_, at) => (
              <i key={at} class={at >= drawn - mineDrawn ? 'mine' : undefined} />
            ))}
          </span>
          {total > 0 && <b aria-hidden="true">{total}</b>}
          <span class="unseen">{words('roundtables.live.dots', { count: total, mine })}</span>
          {mayDot && (dotsLeft > 0 || mine > 0) && (
            <button
              type="button"
              class="dot-give"
              data-dot={note.id}
              data-way={dotsLeft > 0 ? 'give' : 'take'}
              aria-label={words(dotsLeft > 0 ? 'roundtables.live.menu.dot' : 'roundtables.live.menu.undot', { left: dotsLeft })}
            >
              <Icon name={dotsLeft > 0 ? 'plus' : 'minus'} />
            </button>
          )}
        </span>
      )}
    </footer>
  );
};
