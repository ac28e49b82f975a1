import type { Box, Point, Ring } from './geo.js';

/**
 * A window on the map of the world, in the projection that web maps have (spherical Mercator, EPSG:3857): the world is a square of side 1,
 * its corner at 0, 0 in the north-west. Drawn on a sheet of `width` by `height` units.
 */
export interface MapView {
  readonly x: number;
  readonly y: number;
  /** Of the world's side; the height follows. */
  readonly span: number;
  readonly width: number;
  readonly height: number;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Beyond it the projection has no end. */
const MOST_NORTH = 85.05;
/** About two kilometres at the equator: nearer there is nothing to recognise. */
const LEAST_SPAN = 5e-5;
const MARGIN = 0.08;

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
const onWorld = ({ latitude, longitude }: Point): Spot => {
  const angle = (clamp(latitude, -MOST_NORTH, MOST_NORTH) * Math.PI) / 180;
  return { x: (longitude + 180) / 360, y: (1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2 };
};

/** A window that shows the box, whole and in the middle. */
export function viewOf([west, south, east, north]: Box, width: number, height: number): MapView {
  const [a, b] = [onWorld({ latitude: north, longitude: west }), onWorld({ latitude: south, longitude: east })];
  const span = Math.min(
    1,
    Math.max(LEAST_SPAN, (b.x - a.x) * (1 + 2 * MARGIN), ((b.y - a.y) * (1 + 2 * MARGIN) * width) / height),
  );
  return { x: (a.x + b.x - span) / 2, y: (a.y + b.y - (span * height) / width) / 2, span, width, height };
}

/** Where a point is on the sheet. */
export function onSheet(view: MapView, point: Point): Spot {
  const { x, y } = onWorld(point);
  const scale = view.width / view.span;
  return { x: (x - view.x) * scale, y: (y - view.y) * scale };
}

/** Which point a spot of the sheet is. */
export function fromSheet(view: MapView, { x, y }: Spot): Point {
  const scale = view.span / view.width;
  const worldY = clamp(view.y + y * scale, 0, 1);
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - 2 * worldY))) * 180) / Math.PI;
  return { latitude, longitude: clamp((view.x + x * scale) * 360 - 180, -180, 180) };
}

/** The smallest box around points and outlines; null where there are none. */
export function boxAround(points: readonly Point[], rings: readonly Ring[] = []): Box | null {
  const all = [...points.map(({ latitude, longitude }) => [longitude, latitude] as const), ...rings.flat()];
  if (all.length === 0) return null;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [longitude, latitude] of all) {
    [west, east] = [Math.min(west, longitude), Math.max(east, longitude)];
    [south, north] = [Math.min(south, latitude), Math.max(north, latitude)];
  }
  return [west, south, east, north];
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Outlines as the path of an SVG. */
export function outlinePath(view: MapView, rings: readonly Ring[]): string {
  return rings
    .map((ring) => {
      const corners = ring.map(([longitude, latitude]) => onSheet(view, { latitude, longitude }));
      return `M${corners.map(({ x, y }) => `${tenth(x)} ${tenth(y)}`).join('L')}Z`;
    })
    .join('');
}

export interface GridLine {
  /** Where it crosses the sheet: across for a latitude, up for a longitude. */
  readonly at: number;
  readonly degrees: number;
}

const STEPS = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002];
const MOST_LINES = 5;

/** Lines of latitude and longitude, a handful of each at round degrees. */
export function graticule(view: MapView): { latitudes: GridLine[]; longitudes: GridLine[] } {
  const [start, end] = [fromSheet(view, { x: 0, y: view.height }), fromSheet(view, { x: view.width, y: 0 })];
  const width = end.longitude - start.longitude;
  const step = STEPS.findLast((each) => width / each <= MOST_LINES) ?? 30;
  const lines = (from: number, to: number): number[] =>
    Array.from({ length: Math.min(20, Math.floor(to / step) - Math.ceil(from / step) + 1) }, (_, index) =>
      Number(((Math.ceil(from / step) + index) * step).toFixed(6)),
    );
  return {
    latitudes: lines(start.latitude, end.latitude).map((degrees) => ({
      at: tenth(onSheet(view, { latitude: degrees, longitude: start.longitude }).y),
      degrees,
    })),
    longitudes: lines(start.longitude, end.longitude).map((degrees) => ({
      at: tenth(onSheet(view, { latitude: 0, longitude: degrees }).x),
      degrees,
    })),
  };
}

export interface Tile {
  readonly href: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

const TILE_PIXELS = 256;
const MOST_ZOOM = 18;

/** The pictures of a tile server that cover the window, where `{z}`, `{x}` and `{y}` stand in its address. */
export function tilesOf(view: MapView, address: string): Tile[] {
  const zoom = clamp(Math.round(Math.log2(view.width / TILE_PIXELS / view.span)), 0, MOST_ZOOM);
  const count = 2 ** zoom;
  const size = view.width / view.span / count;
  const height = (view.span * view.height) / view.width;
  const range = (from: number, to: number): number[] => {
    const [first, last] = [Math.max(0, Math.floor(from * count)), Math.min(count - 1, Math.floor(to * count))];
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  };
  return range(view.y, view.y + height).flatMap((row) =>
    range(view.x, view.x + view.span).map((column) => ({
      href: address.replace('{z}', String(zoom)).replace('{x}', String(column)).replace('{y}', String(row)),
      x: tenth((column / count - view.x) * (view.width / view.span)),
      y: tenth((row / count - view.y) * (view.width / view.span)),
      size: tenth(size),
    })),
  );
}
