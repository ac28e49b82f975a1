/** Writing a note, or changing its words: a sheet of paper that comes up from below. What is written is kept on this device until it is on the board. */
import { LIMITS, NOTE_KINDS, type Column, type NoteKind } from '../../boards/domain/index.js';
import { SECTORS } from '../../participants/domain/index.js';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RoomApp } from './app.js';
import { useRoom } from './context.js';
import { Icon } from './icons.js';
import type { NoteDraft } from './keeping.js';
import { addNote, stopWriting } from './note-deeds.js';
import type { Writing } from './ui.js';

/** A note that points at a proposal is put there by those who brought the proposal; nobody writes one. */
const WRITTEN_KINDS = NOTE_KINDS.filter((kind) => kind !== 'proposal');
const FIELDS = ['output', 'when', 'who'] as const;
/** Others are told that somebody writes, again and again while they do, in ms. */
const STILL_WRITING_MS = 5000;

export const Compose = () => {
  const app = useRoom();
  const { writing } = app.ui;
  return writing && app.live?.me ? <Sheet key={`${writing.note} ${writing.forSomebody}`} app={app} writing={writing} /> : null;
};

const draftId = (app: RoomApp, writing: Writing): string =>
  [app.live?.id, app.live?.me?.id, writing.note ?? (writing.forSomebody ? 'for-somebody' : 'new')].join(' ');

const milestoneOf = (draft: NoteDraft | null): Writing['milestone'] =>
  draft && { output: draft.output, when: draft.when, who: draft.who };

/** The section asked for, unless the kept words would not be seen there: a milestone shows its three fields only where milestones lie. */
function sectionFor(writing: Writing, draft: NoteDraft | null, columns: readonly Column[]): string {
  if (!draft || writing.note !== null) return writing.section;
  const holds = (key: string) => columns.find((column) => column.key === key)?.section?.holds;
  const isSeen = (holds(writing.section) === 'milestones') === (draft.text === '');
  return isSeen || holds(draft.section) === undefined ? writing.section : draft.section;
}

const Sheet = ({ app, writing }: { readonly app: RoomApp; readonly writing: Writing }) => {
  const { words, live } = app;
  const { keeping } = app.given;
  const id = draftId(app, writing);
  const columns = app.columns.filter((column) => column.section);
  const [draft] = useState(() => keeping.draft(id));
  const [kind, setKind] = useState<NoteKind>((draft?.kind as NoteKind | undefined) ?? writing.kind);
  const [section, setSection] = useState(() => sectionFor(writing, draft, columns));
  const [text, setText] = useState(draft?.text ?? writing.text);
  const [milestone, setMilestone] = useState(milestoneOf(draft) ?? writing.milestone ?? { output: '', when: '', who: '' });
  const [person, setPerson] = useState({ name: '', sector: '' });
  const [error, setError] = useState<string | null>(null);
  const first = useRef<HTMLTextAreaElement>(null);
  const isNew = writing.note === null;
  const holdsMilestones = isNew
    ? columns.find(({ key }) => key === section)?.section?.holds === 'milestones'
    : writing.milestone !== null;

  useLayoutEffect(() => first.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (draft) app.say('roundtables.live.compose.draft-back');
  }, []);
  useEffect(() => {
    const tell = () => app.tell(writing.note ?? section, 'writing');
    tell();
    const telling = setInterval(tell, STILL_WRITING_MS);
    return () => {
      clearInterval(telling);
      app.tell(writing.note ?? section, 'reading');
    };
  }, [section]);

  const keep = (changed: Partial<NoteDraft>) => {
    const draft: NoteDraft = { id, section, kind, text, ...milestone, ...changed };
    const isEmpty = !draft.text && !draft.output && !draft.when && !draft.who;
    void (isEmpty ? keeping.letDraftGo(id) : keeping.keepDraft(draft));
  };

  const submit = () => {
    const fields = holdsMilestones ? milestone : null;
    const says = holdsMilestones ? milestone.output.trim() : text.trim();
    if (!says || (writing.forSomebody && !person.name.trim())) {
      setError(words(says ? 'roundtables.live.compose.whose' : 'roundtables.live.compose.empty'));
      if (!says) first.current?.focus();
      return;
    }
    const said = {
      kind: holdsMilestones ? ('agreement' as const) : kind,
      text: holdsMilestones ? '' : text.trim(),
      milestone: fields,
    };
    if (isNew) {
      const onBehalfOf = writing.forSomebody ? { name: person.name.trim(), sector: person.sector || null } : null;
      const note = addNote(app, { section, ...said, onBehalfOf });
      if (note === null) return setError(words('roundtables.live.compose.refused'));
      void keeping.letDraftGo(id);
      app.ui.set({ note });
    } else {
      const sent = app.send(
        { t: 'note.edit', id: writing.note ?? '', base: writing.base, ...said },
        'roundtables.live.say.i-edited',
      );
      if (!sent) return setError(words('roundtables.live.compose.refused'));
      void keeping.letDraftGo(id);
    }
    stopWriting(app);
  };

  const signedAs = live?.me?.name ?? '';
  return (
    <section
      class="compose shown"
      role="dialog"
      aria-labelledby="compose-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape') stopWriting(app);
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div class="top">
          <h2 id="compose-title">
            {words(`roundtables.live.compose.${writing.forSomebody ? 'for-somebody' : isNew ? 'new' : 'edit'}`)}
          </h2>
          <button type="button" class="act bare" onClick={() => stopWriting(app)}>
            <Icon name="close" />
            {words('roundtables.live.compose.close')}
          </button>
        </div>
        {live?.board.writing === 'private' && <p class="hush-line">{words('roundtables.live.compose.private')}</p>}
        {live?.board.locked && !app.conducts && <p class="hush-line">{words('roundtables.live.compose.locked')}</p>}
        {writing.forSomebody && <Somebody app={app} person={person} change={setPerson} />}
        {!holdsMilestones && (
          <fieldset>
            <legend class="unseen">{words('roundtables.live.compose.kind')}</legend>
            <div class="kind-picks">
              {WRITTEN_KINDS.map((one) => (
                <label key={one} data-kind-of={one}>
                  <input
                    type="radio"
                    name="kind"
                    value={one}
                    checked={kind === one}
                    onChange={() => {
                      setKind(one);
                      keep({ kind: one });
                    }}
                  />
                  <Icon name={one} />
                  {words(`roundtables.live.kind.${one}`)}
                </label>
              ))}
            </div>
          </fieldset>
        )}
        {isNew && (
          <div class="field">
            <label for="compose-section">{words('roundtables.live.compose.section')}</label>
            <select
              id="compose-section"
              value={section}
              onChange={(event) => {
                setSection(event.currentTarget.value);
                keep({ section: event.currentTarget.value });
              }}
            >
              {columns.map((column) => (
                <option key={column.key} value={column.key}>
                  {app.sectionTitle(column.key)}
                  {column.section?.guidance && `: ${app.t(column.section.guidance)}`}
                </option>
              ))}
            </select>
          </div>
        )}
        {holdsMilestones ? (
          FIELDS.map((field) => (
            <div class="field" key={field}>
              <label for={`compose-${field}`}>{words(`roundtables.live.milestone.${field}`)}</label>
              <textarea
                id={`compose-${field}`}
                ref={field === 'output' ? first : undefined}
                rows={field === 'output' ? 3 : 1}
                maxLength={LIMITS.milestoneField}
                value={milestone[field]}
                aria-describedby={error ? 'compose-error' : undefined}
                onInput={(event) => {
                  const { value } = event.currentTarget;
                  setMilestone((now) => ({ ...now, [field]: value }));
                  keep({ [field]: value });
                }}
              />
            </div>
          ))
        ) : (
          <div class="field">
            <label for="compose-text">{words('roundtables.live.compose.text')}</label>
            <div class="paper" data-kind-of={kind}>
              <textarea
                id="compose-text"
                ref={first}
                rows={4}
                maxLength={LIMITS.noteText}
                value={text}
                aria-describedby={error ? 'compose-error compose-count' : 'compose-count'}
                onInput={(event) => {
                  setText(event.currentTarget.value);
                  setError(null);
                  keep({ text: event.currentTarget.value });
                }}
              />
            </div>
            <p class="count" id="compose-count">
              <span>
                {!writing.forSomebody &&
                  words(live?.board.authorsShown ? 'roundtables.live.compose.signed' : 'roundtables.live.compose.unsigned', {
                    name: signedAs,
                  })}
              </span>
              <span class="num">{words('roundtables.live.compose.count', { used: text.length, max: LIMITS.noteText })}</span>
            </p>
          </div>
        )}
        {error && (
          <p class="compose-error" id="compose-error" role="alert">
            {error}
          </p>
        )}
        <button class="act main big" type="submit">
          <Icon name="check" />
          {words(isNew ? 'roundtables.live.compose.put' : 'roundtables.live.compose.save')}
        </button>
        <p class="held-back">{app.heldBack > 0 && words('roundtables.live.held-back', { count: app.heldBack })}</p>
      </form>
    </section>
  );
};

interface Person {
  readonly name: string;
  readonly sector: string;
}

const Somebody = ({
  app,
  person,
  change,
}: {
  readonly app: RoomApp;
  readonly person: Person;
  readonly change: (person: Person) => void;
}) => (
  <>
    <div class="field">
      <label for="compose-person">{app.words('roundtables.live.compose.person')}</label>
      <input
        id="compose-person"
        type="text"
        maxLength={LIMITS.personName}
        autocomplete="off"
        value={person.name}
        onInput={(event) => change({ ...person, name: event.currentTarget.value })}
      />
    </div>
    <div class="field">
      <label for="compose-sector">{app.words('roundtables.live.compose.person-sector')}</label>
      <select
        id="compose-sector"
        value={person.sector}
        onChange={(event) => change({ ...person, sector: event.currentTarget.value })}
      >
        <option value="">{app.words('roundtables.live.compose.no-sector')}</option>
        {SECTORS.map((sector) => (
          <option key={sector} value={sector}>
            {app.words(`roundtables.live.sector.${sector}`)}
          </option>
        ))}
      </select>
    </div>
  </>
);
