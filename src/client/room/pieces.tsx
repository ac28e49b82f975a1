/** Small pieces that several faces show: the timer, the connection in words, what happened to my words, the regions that speak. */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import type { RoomApp } from './app.js';
import { clockFace, leftOn, shareLeft } from './clock.js';
import { useRoom } from './context.js';
import { Icon } from './icons.js';
import { startWriting } from './note-deeds.js';

/** Draws again every second while somebody looks. */
export function useSecond(): void {
  const [, again] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    const ticking = setInterval(() => again(undefined as never), 1000);
    return () => clearInterval(ticking);
  }, []);
}

export function timeLeft(app: RoomApp): number | null {
  const timer = app.state.step?.timer;
  return timer ? leftOn(timer, app.serverNow) : null;
}

export const Timer = ({ isShort }: { readonly isShort?: boolean }) => {
  const app = useRoom();
  useSecond();
  const left = timeLeft(app);
  const { words, state } = app;
  const wasOver = useRef<boolean | null>(null);
  useEffect(() => {
    if (left === null) return;
    if (wasOver.current === false && left <= 0) app.ui.alarm(words('roundtables.live.time-up'));
    wasOver.current = left <= 0;
  });
  if (left === null) return null;
  const endsAt = state.step?.timer.endsAt;
  const key = left < 0 ? 'over' : !endsAt ? 'paused' : isShort ? 'until' : 'left';
  return (
    <p class={left < 0 ? 'timer over' : 'timer'} role="timer" aria-live="off">
      <b>
        {left < 0 && '+'}
        {clockFace(left)}
      </b>
      <span>{words(`roundtables.live.timer.${key}`, { time: endsAt ? words.date(endsAt, 'time') : '' })}</span>
    </p>
  );
};

/** What is left of the step, drawn along an edge; the timer says the same in figures. */
export const Burn = () => {
  const app = useRoom();
  useSecond();
  const bar = useRef<HTMLDivElement>(null);
  const left = timeLeft(app);
  const share = left === null ? 0 : shareLeft(left, app.step?.minutes ?? 1);
  useLayoutEffect(() => bar.current?.style.setProperty('--left', `${Math.round(share * 1000) / 10}%`));
  return <div class="burn" ref={bar} aria-hidden="true" />;
};

export const LinkState = () => {
  const app = useRoom();
  const { key, count, isOff } = app.linkWords;
  return (
    <p class={isOff ? 'link-state off' : 'link-state'}>
      <Icon name={isOff ? 'off' : count > 0 ? 'saving' : 'check'} />
      <span>{app.words(key, { count })}</span>
    </p>
  );
};

/** The two regions that speak; they are there from the first drawing on, or nothing would be heard. */
export const Voices = () => {
  const { ui } = useRoom();
  return (
    <>
      <p class="unseen" role="status" aria-live="polite">
        {ui.spoken}
      </p>
      <p class="unseen" role="alert" aria-live="assertive">
        {ui.alarmed}
      </p>
    </>
  );
};

/** What was refused or overwritten, with the words to take along. Spoken through the polite region. */
export const Notices = () => {
  const app = useRoom();
  const { ui, words, live } = app;
  const kept = live?.keptTexts ?? [];
  if (ui.notices.length === 0 && kept.length === 0) return null;
  return (
    <section class="notices" aria-label={words('roundtables.live.notices')}>
      {ui.notices.map(({ id, text, copy }) => (
        <Told key={id} text={text} copy={copy} close={() => ui.dismiss(id)} />
      ))}
      {kept.map(({ id, text, code }) => (
        <Told
          key={id}
          text={`${words('roundtables.live.kept')} ${words(`roundtables.live.refused.${code}`)}`}
          copy={text}
          close={() => live?.letTextGo(id)}
          again={
            live?.me?.capabilities.includes('write')
              ? () => {
                  startWriting(app);
                  if (ui.writing) ui.set({ writing: { ...ui.writing, text } });
                  live.letTextGo(id);
                }
              : undefined
          }
        />
      ))}
    </section>
  );
};

const Told = ({
  text,
  copy,
  close,
  again,
}: {
  readonly text: string;
  readonly copy?: string | undefined;
  readonly close: () => void;
  readonly again?: (() => void) | undefined;
}) => {
  const { words, say } = useRoomWords();
  return (
    <div class="told">
      <p>{text}</p>
      {copy && <blockquote>{copy}</blockquote>}
      <div class="acts">
        {copy && (
          <button
            type="button"
            class="act"
            onClick={() => void navigator.clipboard?.writeText(copy).then(() => say('roundtables.live.copied'))}
          >
            <Icon name="copy" />
            {words('roundtables.live.copy')}
          </button>
        )}
        {again && (
          <button type="button" class="act" onClick={again}>
            <Icon name="pencil" />
            {words('roundtables.live.write-again')}
          </button>
        )}
        <button type="button" class="act bare" onClick={close}>
          <Icon name="close" />
          {words('roundtables.live.dismiss')}
        </button>
      </div>
    </div>
  );
};

function useRoomWords() {
  const app = useRoom();
  return { words: app.words, say: (key: string) => app.say(key) };
}

/** A sheet over the page, for help, searching and people: the browser's own dialog, so that focus comes back by itself. */
export const SheetDialog = ({
  title,
  close,
  children,
}: {
  readonly title: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
}) => {
  const { words } = useRoom();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const it = dialog.current;
    if (it && !it.open) it.showModal();
    return () => it?.close();
  }, []);
  return (
    <dialog
      class="room-sheet"
      ref={dialog}
      aria-labelledby="sheet-title"
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="top">
        <h2 id="sheet-title">{title}</h2>
        <button type="button" class="act bare" onClick={close}>
          <Icon name="close" />
          {words('roundtables.live.compose.close')}
        </button>
      </div>
      {children}
    </dialog>
  );
};
