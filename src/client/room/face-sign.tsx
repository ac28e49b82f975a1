/** A person as a small sign: initials in the shape of their sector. The words beside it say the same. */
import type { RoomApp } from './app.js';

export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase();

export const FaceSign = ({ name, sector }: { readonly name: string; readonly sector: string | null }) => (
  <span class="face" data-sector={sector ?? undefined} aria-hidden="true">
    {initials(name)}
  </span>
);

export const sectorName = (app: RoomApp, sector: string | null): string =>
  sector && app.words.has(`roundtables.live.sector.${sector}`) ? app.words(`roundtables.live.sector.${sector}`) : '';
