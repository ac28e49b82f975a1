/** Everything that can be done with a note, as a list of buttons: each outcome of a drag is here too, for keyboard, voice and a single tap. */
import { headsIn, sectionOf, type Board, type Note, type RefusalCode } from '../../boards/domain/index.js';
import type { ComponentChild } from 'preact';
import type { RoomApp } from './app.js';
import { Icon, type IconName } from './icons.js';
import type { Wish } from './live-board.js';
import { excerpt } from './excerpt.js';
import { deleteNote, moveBy, startEditing, stackTargets } from './note-deeds.js';
import type { MenuPage } from './ui.js';

interface MenuProps {
  readonly app: RoomApp;
  readonly note: Note;
  readonly page: MenuPage;
}

export const NoteMenu = ({ app, note, page }: MenuProps) => (
  <div class="menu open" role="group" aria-label={app.words('roundtables.live.menu.of', { note: excerpt(note, 30) })}>
    {page === 'move' ? (
      <MovePage app={app} note={note} />
    ) : page === 'stack' ? (
      <StackPage app={app} note={note} />
    ) : (
      <AllPage app={app} note={note} />
    )}
  </div>
);

type Of = Omit<MenuProps, 'page'>;

const MovePage = ({ app, note }: Of) => {
  const { live, words } = app;
  if (!live) return null;
  const here = sectionOf(live.board, note);
  return (
    <>
      <p class="group">{words('roundtables.live.menu.move')}</p>
      {app.columns.flatMap(({ key, section }) =>
        section ? (
          <button
            type="button"
            key={key}
            class={key === here ? 'here' : undefined}
            onClick={() => {
              if (
                app.send({ t: 'note.move', id: note.id, section: key }, 'roundtables.live.say.i-moved', {
                  section: app.t(section.title),
                })
              )
                close(app, note);
            }}
          >
            {app.t(section.title)}
            {key === here && ` (${words('roundtables.live.menu.here')})`}
          </button>
        ) : (
          []
        ),
      )}
    </>
  );
};

const StackPage = ({ app, note }: Of) => {
  const targets = stackTargets(app, note);
  return (
    <>
      <p class="group">{app.words('roundtables.live.menu.stack')}</p>
      {targets.length === 0 && <p class="here">{app.words('roundtables.live.menu.nothing-to-stack')}</p>}
      {targets.map((target) => (
        <button
          type="button"
          key={target.id}
          onClick={() => {
            if (app.send({ t: 'note.stack', id: note.id, onto: target.id }, 'roundtables.live.say.i-stacked')) close(app, note);
          }}
        >
          <Icon name={target.kind} />
          {target.title ?? excerpt(target)}
        </button>
      ))}
    </>
  );
};

const AllPage = ({ app, note }: Of) => {
  const { live, words, conducts } = app;
  if (!live) return null;
  const { board } = live;
  const deed = (icon: IconName, key: string, wish: Wish, said?: string, args = {}): ComponentChild =>
    live.wouldRefuse(wish) === null && (
      <Deed icon={icon} text={words(key, args)} act={() => app.send(wish, said) && close(app, note)} />
    );
  const turnTo = (page: MenuPage) => app.ui.set({ menu: { note: note.id, page } });
  const isHead = note.parent === null && Object.values(board.notes).some((other) => other.parent === note.id && !other.deleted);
  const { id } = note;
  return (
    <>
      {mayTry(live.wouldRefuse({ t: 'note.move', id, section: sectionOf(board, note) })) && (
        <>
          <Deed icon="move" text={words('roundtables.live.menu.move')} act={() => turnTo('move')} />
          {placesIn(board, note).before && (
            <Deed icon="up" text={words('roundtables.live.menu.up')} act={() => moveBy(app, note, -1)} />
          )}
          {placesIn(board, note).after && (
            <Deed icon="down" text={words('roundtables.live.menu.down')} act={() => moveBy(app, note, 1)} />
          )}
        </>
      )}
      {!isHead && stackTargets(app, note).length > 0 && (
        <Deed icon="stack" text={words('roundtables.live.menu.stack')} act={() => turnTo('stack')} />
      )}
      {note.parent !== null &&
        deed('stack', 'roundtables.live.menu.unstack', { t: 'note.unstack', id }, 'roundtables.live.say.i-unstacked')}
      {isHead && live.wouldRefuse({ t: 'stack.retitle', id, title: 'x' }) === null && <Retitle app={app} note={note} />}
      {deed('dot', 'roundtables.live.menu.dot', { t: 'note.dot', id }, 'roundtables.live.say.i-dotted', { left: live.dotsLeft })}
      {deed('minus', 'roundtables.live.menu.undot', { t: 'note.undot', id }, 'roundtables.live.say.i-undotted', {
        left: live.dotsLeft,
      })}
      {(['agree', 'doubt', 'thanks'] as const).map((reaction) =>
        deed(
          reaction,
          `roundtables.live.reaction.${reaction}`,
          { t: 'note.react', id, reaction },
          'roundtables.live.say.i-reacted',
        ),
      )}
      {live.wouldRefuse({ t: 'note.edit', id, base: note.last.words, text: note.text || 'x' }) === null && (
        <Deed icon="pencil" text={words('roundtables.live.menu.edit')} act={() => startEditing(app, note)} />
      )}
      {live.wouldRefuse({ t: 'note.delete', id }) === null && (
        <Deed icon="trash" text={words('roundtables.live.menu.delete')} act={() => deleteNote(app, note)} />
      )}
      {conducts && <Hiding app={app} note={note} />}
      {conducts && deed('eye', 'roundtables.live.menu.bring', { t: 'board.bring', note: id }, 'roundtables.live.say.i-brought')}
    </>
  );
};

const Deed = ({ icon, text, act }: { readonly icon: IconName; readonly text: string; readonly act: () => unknown }) => (
  <button type="button" onClick={() => void act()}>
    <Icon name={icon} />
    {text}
  </button>
);

const Retitle = ({ app, note }: Of) => (
  <form
    class="small-form"
    onSubmit={(event) => {
      event.preventDefault();
      const title = String(new FormData(event.currentTarget).get('title') ?? '').trim();
      if (app.send({ t: 'stack.retitle', id: note.id, title }, 'roundtables.live.say.i-retitled')) close(app, note);
    }}
  >
    <label for={`title-${note.id}`}>{app.words('roundtables.live.menu.title')}</label>
    <input id={`title-${note.id}`} name="title" type="text" maxLength={120} defaultValue={note.title ?? ''} autocomplete="off" />
    <button type="submit">{app.words('roundtables.live.menu.save-title')}</button>
  </form>
);

const Hiding = ({ app, note }: Of) => {
  const { words } = app;
  if (note.hidden) {
    return (
      <Deed
        icon="eye"
        text={words('roundtables.live.menu.unhide')}
        act={() => app.send({ t: 'note.unhide', id: note.id }, 'roundtables.live.say.i-unhid') && close(app, note)}
      />
    );
  }
  return (
    <form
      class="small-form"
      onSubmit={(event) => {
        event.preventDefault();
        const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
        if (reason && app.send({ t: 'note.hide', id: note.id, reason }, 'roundtables.live.say.i-hid')) close(app, note);
      }}
    >
      <label for={`reason-${note.id}`}>{words('roundtables.live.menu.hide-reason')}</label>
      <input id={`reason-${note.id}`} name="reason" type="text" required maxLength={500} autocomplete="off" />
      <button type="submit">{words('roundtables.live.menu.hide')}</button>
    </form>
  );
};

/** Done: the menu goes, and the focus returns to the note wherever it lies now. */
function close(app: RoomApp, note: Note): void {
  app.ui.set({ menu: null, note: note.id, focusNote: note.id });
}

const mayTry = (code: RefusalCode | null): boolean => code === null;

function placesIn(board: Board, note: Note): { before: boolean; after: boolean } {
  const heads = headsIn(board, sectionOf(board, note));
  const at = heads.findIndex(({ id }) => id === note.id);
  return { before: at > 0, after: at >= 0 && at < heads.length - 1 };
}
