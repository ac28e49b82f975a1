import { graticule, onSheet, outlinePath, tilesOf, type Tile } from '../kernel/map-view.js';
import type { Point } from '../kernel/geo.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { MapData } from './map.queries.js';

/** A map as an SVG, drawn without asking anybody. */
export interface MapModel {
  label: string;
  /** Marks that are links make it a group; else it is one picture. */
  isPicture: boolean;
  width: number;
  height: number;
  tiles: Tile[];
  credit: string | null;
  outline: string | null;
  lines: { path: string; x: number; y: number; text: string }[];
  dots: DotModel[];
  /** For the script that lets somebody point at a place. */
  view: { x: string; y: string; span: string; tiles: string };
}

interface DotModel {
  x: number;
  y: number;
  r: number;
  href: string | null;
  text: string;
  count: string | null;
}

export interface MapDot extends Point {
  href: string | null;
  text: string;
  count: string | null;
}

const DOT = 8;
const SEVERAL = 15;

export function drawnMap(t: Translate, { view, outline, tiles }: MapData, shown: { label: string; dots: MapDot[] }): MapModel {
  const { latitudes, longitudes } = graticule(view);
  const degrees = (value: number, positive: string, negative: string): string =>
    `${t.number(Math.abs(value))}° ${value === 0 ? '' : t(`proposals.map.side.${value > 0 ? positive : negative}`)}`.trim();
  const tenth = (value: number): number => Math.round(value * 10) / 10;
  return {
    label: shown.label,
    isPicture: shown.dots.every(({ href }) => href === null),
    width: view.width,
    height: view.height,
    tiles: tiles ? tilesOf(view, tiles.address) : [],
    credit: tiles?.credit || null,
    outline: outline.length > 0 ? outlinePath(view, outline) : null,
    lines: [
      ...latitudes.map(({ at, degrees: value }) => ({
        path: `M0 ${at}H${view.width}`,
        ...{ x: 6, y: tenth(at - 5), text: degrees(value, 'north', 'south') },
      })),
      ...longitudes.map(({ at, degrees: value }) => ({
        path: `M${at} 0V${view.height}`,
        ...{ x: tenth(at + 5), y: view.height - 8, text: degrees(value, 'east', 'west') },
      })),
    ],
    dots: shown.dots.map(({ href, text, count, ...point }) => {
      const { x, y } = onSheet(view, point);
      return { x: tenth(x), y: tenth(y), r: count === null ? DOT : SEVERAL, href, text, count };
    }),
    view: { x: String(view.x), y: String(view.y), span: String(view.span), tiles: tiles?.address ?? '' },
  };
}

/** Coordinates in words: "34,604° S, 58,382° O". */
export function pointText(t: Translate, { latitude, longitude }: Point): string {
  const degrees = (value: number, side: string): string => `${t.number(Math.abs(value), 5)}° ${t(`proposals.map.side.${side}`)}`;
  return `${degrees(latitude, latitude < 0 ? 'south' : 'north')}, ${degrees(longitude, longitude < 0 ? 'west' : 'east')}`;
}
