/** Sheets over the page: keys and what is said aloud, searching the board, who is here. */
import { useState } from 'preact/hooks';
import type { AnnounceLevel } from './announcer.js';
import { ANNOUNCE_LEVELS } from './announcer.js';
import { useRoom } from './context.js';
import { FaceSign, sectorName } from './face-sign.js';
import { NOTE_KEYS, ROOM_KEYS } from './keyboard.js';
import { excerpt } from './excerpt.js';
import { readingIds } from './note-deeds.js';
import { SheetDialog } from './pieces.js';

export const Sheets = () => {
  const { ui } = useRoom();
  const close = () => ui.set({ sheet: null });
  switch (ui.sheet) {
    case 'help':
      return <Help close={close} />;
    case 'search':
      return <Search close={close} />;
    case 'people':
      return <People close={close} />;
    default:
      return null;
  }
};

const ARROWS = ['↑ ↓ ← →', 'Shift + ↑ ↓ ← →', 'Enter', 'Supr', 'Ctrl + Z'] as const;
const ARROW_DEEDS = ['walk', 'carry', 'open', 'delete', 'undo'] as const;

const Help = ({ close }: { readonly close: () => void }) => {
  const app = useRoom();
  const { words, preferences } = app;
  const letters = Object.entries({ ...NOTE_KEYS, ...ROOM_KEYS });
  return (
    <SheetDialog title={words('roundtables.live.help')} close={close}>
      <fieldset class="choices">
        <legend>{words('roundtables.live.announce')}</legend>
        {ANNOUNCE_LEVELS.map((level: AnnounceLevel) => (
          <label key={level}>
            <input type="radio" name="announce" checked={preferences.level === level} onChange={() => app.setLevel(level)} />
            {words(`roundtables.live.announce-${level}`)}
          </label>
        ))}
      </fieldset>
      <label class="choice">
        <input
          type="checkbox"
          checked={preferences.shortcuts}
          onChange={(event) => {
            preferences.shortcuts = event.currentTarget.checked;
            app.changed();
          }}
        />
        {words('roundtables.live.shortcuts-on')}
      </label>
      <table class="keys">
        <caption>{words('roundtables.live.keys')}</caption>
        <tbody>
          {ARROWS.map((keys, at) => (
            <tr key={keys}>
              <th scope="row">
                <kbd>{keys}</kbd>
              </th>
              <td>{words(`roundtables.live.key.${ARROW_DEEDS[at] ?? 'walk'}`)}</td>
            </tr>
          ))}
          {letters.map(([key, deed]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{words(`roundtables.live.key.${deed}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </SheetDialog>
  );
};

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const Search = ({ close }: { readonly close: () => void }) => {
  const app = useRoom();
  const { words, live } = app;
  const [asked, setAsked] = useState('');
  const wanted = plain(asked.trim());
  const found =
    wanted === ''
      ? []
      : readingIds(app)
          .flatMap((id) => live?.board.notes[id] ?? [])
          .filter((note) =>
            plain([note.text, note.milestone?.output, note.milestone?.who, note.authorName, note.title].join(' ')).includes(
              wanted,
            ),
          );
  return (
    <SheetDialog title={words('roundtables.live.search')} close={close}>
      <div class="field">
        <label for="search-words">{words('roundtables.live.search-what')}</label>
        <input
          id="search-words"
          type="text"
          autocomplete="off"
          value={asked}
          onInput={(event) => setAsked(event.currentTarget.value)}
        />
      </div>
      <p role="status">{wanted !== '' && words('roundtables.live.search-found', { count: found.length })}</p>
      <ul class="found">
        {found.slice(0, 50).map((note) => (
          <li key={note.id}>
            <button
              type="button"
              class="act"
              onClick={() => {
                const { parent } = note;
                if (parent && !app.ui.openStacks.has(parent)) app.ui.toggleStack(parent);
                app.ui.set({
                  sheet: null,
                  view: app.ui.view === 'questions' || app.ui.view === 'now' ? 'list' : app.ui.view,
                  note: note.id,
                  focusNote: note.id,
                });
              }}
            >
              {excerpt(note, 120)}
            </button>
          </li>
        ))}
      </ul>
    </SheetDialog>
  );
};

const People = ({ close }: { readonly close: () => void }) => {
  const app = useRoom();
  const { words, state, conducts } = app;
  const here = new Set(app.connected.map(({ id }) => id));
  return (
    <SheetDialog title={words('roundtables.live.people')} close={close}>
      <ul class="people-list">
        {state.people.map((person) => (
          <li key={person.id}>
            <FaceSign name={person.name} sector={person.sector} />
            <span>
              {person.name}
              <small>
                {[
                  sectorName(app, person.sector),
                  person.organisation,
                  words(here.has(person.id) ? 'roundtables.live.here' : 'roundtables.live.away'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
              {person.needs.length > 0 && (
                <small>{person.needs.map((need) => words(`roundtables.live.need.${need}`)).join(' · ')}</small>
              )}
            </span>
            {conducts && !person.banned && (
              <details class="more-acts">
                <summary class="act bare">
                  {words('roundtables.live.ban')}
                  <span class="unseen"> {person.name}</span>
                </summary>
                <button
                  type="button"
                  class="act"
                  onClick={() => void app.act('person.ban', { person: person.id }, 'roundtables.live.say.i-banned')}
                >
                  {words('roundtables.live.ban-sure', { name: person.name })}
                </button>
              </details>
            )}
          </li>
        ))}
      </ul>
    </SheetDialog>
  );
};
