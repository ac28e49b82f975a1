/** The table seen from above, open at the top: a filled seat for everybody who is here, the one who speaks in colour. */
import { useRoom } from './context.js';

const [FEWEST, MOST] = [24, 60];
/** Half of the opening, in degrees. */
const OPENING = 24;
const [CENTRE, RADIUS] = [100, 84];

export const Ring = () => {
  const app = useRoom();
  const here = app.connected.filter(({ role }) => role === 'participant');
  const speaking = new Set(app.state.floor.speaking.map(({ person }) => person));
  const total = Math.min(MOST, Math.max(FEWEST, here.length + 3));
  const spacing = (360 - 2 * OPENING) / (total - 1);
  const look = (at: number): string => {
    const person = here[at];
    if (!person) return 'seat free';
    return speaking.has(person.id) ? 'seat speaks' : 'seat';
  };
  return (
    <svg class="ring" viewBox="0 0 200 200" role="img" aria-label={app.words('roundtables.live.ring', { count: here.length })}>
      <circle class="top" cx={CENTRE} cy={CENTRE} r="58" />
      {Array.from({ length: total }, (_, at) => {
        const angle = ((OPENING + spacing * at) * Math.PI) / 180;
        const [x, y] = [CENTRE + RADIUS * Math.sin(angle), CENTRE - RADIUS * Math.cos(angle)];
        return <circle key={at} class={look(at)} cx={x.toFixed(1)} cy={y.toFixed(1)} r="5.5" />;
      })}
      <text x="100" y="110" font-size="40">
        {app.words.number(here.length)}
      </text>
      <text class="small" x="100" y="130" font-size="13">
        {app.words('roundtables.live.at-table')}
      </text>
    </svg>
  );
};
