/** The notes of one section: single notes, stacks, and the backs of what others write privately. The list and the surface show the same. */
import type { Column, Note, Stack } from '../../boards/domain/index.js';
import type { RoomApp } from './app.js';
import { Icon, Mark } from './icons.js';
import { NoteMenu } from './note-menu.js';
import type { Landing } from './note-deeds.js';
import { excerpt } from './excerpt.js';
import { NoteView, classOf, type NoteProps } from './note.js';

/** What all notes of a drawing have in common. */
export interface Drawing {
  readonly app: RoomApp;
  readonly waiting: ReadonlySet<string>;
  readonly stop: string | null;
  readonly hands: NoteProps['hands'];
  readonly dotsLeft: number;
  readonly isSurface: boolean;
  /** A note that is being carried, and where it would come down. */
  readonly carried: { readonly note: string; readonly landing: Landing | null } | null;
}

export const isFaceDown = (note: Note): boolean => note.veiled && note.mask;

export function notePropsOf(drawing: Drawing, note: Note): NoteProps {
  const { app, waiting, stop, hands, dotsLeft } = drawing;
  const { ui } = app;
  const [mover] = app.doingAt(note.id, 'moving');
  return {
    app,
    note,
    me: app.live?.me?.id ?? null,
    isWaiting: waiting.has(note.id),
    isFresh: ui.fresh.has(note.id),
    isChosen: ui.note === note.id,
    isStop: stop === note.id,
    menu: ui.menu?.note === note.id ? ui.menu.page : null,
    hands,
    dotsLeft,
    isLifted: drawing.carried?.note === note.id,
    isUnder: isUnder(drawing, note),
    mover: mover === undefined ? null : app.nameOf(mover),
  };
}

const isUnder = ({ carried }: Drawing, note: Note): boolean =>
  carried?.landing != null && 'onto' in carried.landing && carried.landing.onto === note.id;

export const ColumnNotes = ({
  column,
  drawing,
  tail,
}: {
  readonly column: Column;
  readonly drawing: Drawing;
  readonly tail?: preact.ComponentChild;
}) => {
  const { app, carried } = drawing;
  const faceUp = column.stacks.filter(({ head }) => !isFaceDown(head));
  const faceDown = column.stacks.filter(({ head }) => isFaceDown(head)).length;
  const landing =
    carried?.landing && 'section' in carried.landing && carried.landing.section === column.key ? carried.landing.index : null;
  const mark = (
    <li class="landing" key="landing" aria-hidden="true">
      <Icon name="right" />
      {app.words('roundtables.live.land-here')}
    </li>
  );
  let index = 0;
  return (
    <>
      <ul data-section={column.key}>
        {faceUp.map((stack) => {
          const isCarried = stack.head.id === carried?.note;
          const place = isCarried ? -1 : index++;
          return [
            landing !== null && place === landing && mark,
            <StackOrNote key={stack.head.id} stack={stack} drawing={drawing} />,
          ];
        })}
        {landing !== null && landing >= index && mark}
        {tail}
      </ul>
      {faceDown > 0 && (
        <div class="others">
          <p class="sub">{app.words('roundtables.live.others-face-down', { count: faceDown })}</p>
          <ul class="backs">
            {Array.from({ length: faceDown }, (_, at) => (
              <li class="back" key={at}>
                <Mark />
                <span class="unseen">{app.words('roundtables.live.face-down')}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
};

const StackOrNote = ({ stack, drawing }: { readonly stack: Stack; readonly drawing: Drawing }) => {
  if (stack.notes.length === 1) return <NoteView {...notePropsOf(drawing, stack.head)} />;
  return drawing.isSurface && !drawing.app.ui.openStacks.has(stack.head.id) ? (
    <ClosedStack stack={stack} drawing={drawing} />
  ) : (
    <OpenStack stack={stack} drawing={drawing} />
  );
};

const dotsOf = (stack: Stack): number => stack.notes.reduce((sum, note) => sum + note.dots.total, 0);

const OpenStack = ({ stack, drawing }: { readonly stack: Stack; readonly drawing: Drawing }) => {
  const { app, isSurface } = drawing;
  const { words } = app;
  return (
    <li class="stack-open" data-head={stack.head.id}>
      <div class="stack-title">
        <h3>{stack.title ?? words('roundtables.live.stack')}</h3>
        <p>{words('roundtables.live.stack-of', { count: stack.notes.length, dots: dotsOf(stack) })}</p>
        {isSurface && (
          <button type="button" class="act" data-stack={stack.head.id} aria-expanded="true">
            <Icon name="stack" />
            {words('roundtables.live.stack-close')}
          </button>
        )}
      </div>
      <ul class="stack-list">
        {stack.notes.map((note) => (
          <NoteView key={note.id} {...notePropsOf(drawing, note)} />
        ))}
      </ul>
    </li>
  );
};

/** Laid together: its title, its first note whole, and a line of each of the others. */
const ClosedStack = ({ stack, drawing }: { readonly stack: Stack; readonly drawing: Drawing }) => {
  const { app } = drawing;
  const { words } = app;
  const { head, title, notes } = stack;
  const states = { onto: isUnder(drawing, head), lifted: drawing.carried?.note === head.id };
  const rest = notes.slice(1);
  return (
    <li
      class={classOf('stack', states)}
      data-note={head.id}
      data-head={head.id}
      data-under-1={rest[0]?.kind}
      data-under-2={rest[1]?.kind ?? head.kind}
    >
      <article
        class="cover"
        id={`n-${head.id}`}
        tabIndex={drawing.stop === head.id ? 0 : -1}
        aria-labelledby={`s-${head.id} t-${head.id}`}
      >
        <h3 id={`s-${head.id}`}>{title ?? excerpt(head, 60)}</h3>
        <ul id={`t-${head.id}`} class="lines">
          {notes.map((note) => (
            <li key={note.id} class="text">
              <span class="unseen">{words(`roundtables.live.kind.${note.kind}`)}: </span>
              {note.milestone?.output || note.text}
              {note.authorName && <span class="unseen"> ({note.authorName})</span>}
            </li>
          ))}
        </ul>
        <p class="sum">
          <span>{words('roundtables.live.stacked', { count: notes.length })}</span>
          <span class="dots">
            <span aria-hidden="true">
              {Array.from({ length: Math.min(5, dotsOf(stack)) }, (_, at) => (
                <i key={at} />
              ))}
            </span>
            <b aria-hidden="true">{dotsOf(stack)}</b>
            <span class="unseen">{words('roundtables.live.dots', { count: dotsOf(stack), mine: 0 })}</span>
          </span>
        </p>
        {drawing.hands !== 'none' && (
          <button type="button" class="act" data-stack={head.id} aria-expanded="false">
            <Icon name="stack" />
            {words('roundtables.live.stack-see', { count: notes.length })}
          </button>
        )}
      </article>
      {app.ui.menu?.note === head.id && <NoteMenu app={app} note={head} page={app.ui.menu.page} />}
    </li>
  );
};

/** Title, question and how many: what stands above the notes of a section. */
export const SectionHead = ({ app, column, id }: { readonly app: RoomApp; readonly column: Column; readonly id: string }) => {
  const writers = app.doingAt(column.key, 'writing').length;
  return (
    <header>
      <h2 id={id}>
        {app.sectionTitle(column.key)}{' '}
        <span class="count">
          {app.words(column.section?.holds === 'milestones' ? 'roundtables.live.milestones' : 'roundtables.live.notes', {
            count: column.count,
          })}
        </span>
      </h2>
      {column.section?.guidance && <p class="ask">{app.t(column.section.guidance)}</p>}
      {!column.section && <p class="ask">{app.words('roundtables.live.inbox-why')}</p>}
      {writers > 0 && <p class="live">{app.words('roundtables.live.writers', { count: writers })}</p>}
    </header>
  );
};
