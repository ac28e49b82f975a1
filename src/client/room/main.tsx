/** The live room takes over the page that the server rendered, once it has its state and its words. Until then, and without it, the page works by forms. */
import { render } from 'preact';
import { useEffect, useLayoutEffect, useReducer, useState } from 'preact/hooks';
import type { Locale } from '../../kernel/localized.js';
import type { RoomSnapshot } from '../../roundtables/domain/index.js';
import { RoomApp, type Face } from './app.js';
import { Compose } from './compose.js';
import { Console } from './console.js';
import { RoomContext } from './context.js';
import { FocusKeeper } from './focus-keeper.js';
import { DeviceKeeping } from './keeping.js';
import { Participant, viewOf } from './participant.js';
import { Voices } from './pieces.js';
import { actOnRoom } from './room-keys.js';
import { Screen } from './screen.js';
import { Sheets } from './sheets.js';
import { wordsIn } from './words.js';

/** Below this the list is the first offer: a phone, or a page enlarged to 400 %. */
const NARROW = matchMedia('(max-width: 52rem)');

interface RoomProps {
  readonly app: RoomApp;
  readonly face: Face;
  readonly root: HTMLElement;
  readonly focus: FocusKeeper;
  readonly qr: Element | null;
}

const Room = ({ app, face, root, focus, qr }: RoomProps) => {
  const [, again] = useReducer((n: number) => n + 1, 0);
  const [isNarrow, setNarrow] = useState(NARROW.matches);
  useEffect(() => app.subscribe(() => again(undefined as never)), [app]);
  useEffect(() => {
    const look = () => setNarrow(NARROW.matches);
    NARROW.addEventListener('change', look);
    return () => NARROW.removeEventListener('change', look);
  }, []);
  const shape = face !== 'participant' ? face : isNarrow ? 'hand' : 'board-page';
  useLayoutEffect(() => {
    root.className = shape;
    root.dataset['view'] = face === 'participant' ? viewOf(app, isNarrow) : face;
  });
  useLayoutEffect(() => focus.settle());
  return (
    <RoomContext.Provider value={app}>
      {face === 'console' ? <Console /> : face === 'screen' ? <Screen qr={qr} /> : <Participant isNarrow={isNarrow} />}
      {face !== 'screen' && <Compose />}
      {face !== 'screen' && <Sheets />}
      <Voices />
    </RoomContext.Provider>
  );
};

async function begin(element: HTMLElement): Promise<void> {
  const { roundtable = '', face = 'participant', locale = 'es', state = '', leave = '/', timeZone = 'UTC' } = element.dataset;
  const [snapshot, messages, keeping] = await Promise.all([
    read<RoomSnapshot>(state),
    read<Record<string, string>>(`/rooms/${roundtable}/messages.json?locale=${locale}`),
    DeviceKeeping.open(),
  ]);
  const words = wordsIn(document.documentElement.lang || locale, timeZone, messages);
  const app = new RoomApp({
    face: face as Face,
    roundtableId: roundtable,
    locale: locale as Locale,
    leaveHref: leave,
    words,
    snapshot,
    keeping,
  });
  const qr = element.querySelector('.qr');
  const focus = new FocusKeeper(app, element);
  element.replaceChildren();
  element.dataset['live'] = '';
  // On the document, because keys count before anything in the room has the focus.
  document.addEventListener('keydown', (event) => face !== 'screen' && actOnRoom(app, event));
  addEventListener('beforeunload', (event) => {
    if (app.waitingCount > 0) event.preventDefault();
  });
  render(<Room app={app} face={face as Face} root={element} focus={focus} qr={qr} />, element);
}

async function read<T>(address: string): Promise<T> {
  const answer = await fetch(address, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return (await answer.json()) as T;
}

const element = document.getElementById('room');
// When anything fails here, the server's page stays as it is, with its forms.
if (element) void begin(element);
