import { z } from 'zod';
import type { Ring } from '../../kernel/geo.js';
import { optional } from '../../kernel/text.js';

/** Characters of GeoJSON that are read; the outline of a city with all its neighbourhoods fits. */
export const OUTLINE_MAX = 300_000;
/** Corners that are kept: more than anybody sees on a small map. */
const MOST_CORNERS = 1500;
const MOST_RINGS = 200;
/** Of the outline's larger side: a line this much off is not seen. */
const FINENESS = 1 / 1200;

const corner = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], z.number())
  .transform(([longitude, latitude]) => [longitude, latitude] as const);
const polygon = z.array(z.array(corner).min(4)).min(1);
const Shape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: polygon }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
]);
const Feature = z.object({ type: z.literal('Feature'), geometry: Shape });
const GeoJson = z.union([Shape, Feature, z.object({ type: z.literal('FeatureCollection'), features: z.array(Feature).min(1) })]);

/** The outlines in a text of GeoJSON (RFC 7946), fine enough for a small map. Codes of its errors: `not-geojson`, `outline-too-fine`. */
export const SetOutline = z.object({
  outline: optional(
    z
      .string()
      .max(OUTLINE_MAX, { error: 'outline-too-fine' })
      .transform((text, context): Ring[] => {
        const rings = ringsOf(text);
        if (!rings) context.addIssue({ code: 'custom', message: 'not-geojson' });
        else if (rings.length > MOST_RINGS || rings.flat().length > MOST_CORNERS)
          context.addIssue({ code: 'custom', message: 'outline-too-fine' });
        return rings ?? [];
      }),
  ),
});
export type SetOutline = z.output<typeof SetOutline>;

function ringsOf(text: string): Ring[] | null {
  const parsed = GeoJson.safeParse(json(text));
  if (!parsed.success) return null;
  const { data } = parsed;
  const shapes =
    data.type === 'FeatureCollection'
      ? data.features.map(({ geometry }) => geometry)
      : [data.type === 'Feature' ? data.geometry : data];
  const rings = shapes.flatMap((shape) => (shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()));
  const sides = [0, 1].map((axis) => {
    const values = rings.flat().map((each) => each[axis as 0 | 1]);
    return values.reduce((a, b) => Math.max(a, b), -180) - values.reduce((a, b) => Math.min(a, b), 180);
  });
  const fineness = Math.max(...sides) * FINENESS;
  return rings.map((ring) => simplified(ring, fineness)).filter((ring) => ring.length > 2);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

type Corner = Ring[number];

/** Douglas and Peucker's way, without recursion: of a line only the corners that stand out by more than `fineness`. */
function simplified(ring: Ring, fineness: number): Corner[] {
  const keep = new Set([0, ring.length - 1]);
  const spans: [number, number][] = [[0, ring.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let [farthest, distance] = [-1, fineness];
    for (let at = from + 1; at < to; at++) {
      const away = distanceTo(ring[at] as Corner, ring[from] as Corner, ring[to] as Corner);
      if (away > distance) [farthest, distance] = [at, away];
    }
    if (farthest < 0) continue;
    keep.add(farthest);
    spans.push([from, farthest], [farthest, to]);
  }
  const digits = (value: number): number => Number(value.toFixed(5));
  return ring.filter((_, at) => keep.has(at)).map(([longitude, latitude]) => [digits(longitude), digits(latitude)] as const);
}

/** From a corner to the stretch between two others; a closed ring begins with a stretch of no length. */
function distanceTo([x, y]: Corner, [ax, ay]: Corner, [bx, by]: Corner): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
}

/** The outline as GeoJSON, to be edited again. */
export const outlineText = (rings: readonly Ring[] | null): string =>
  rings && rings.length > 0 ? JSON.stringify({ type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) }) : '';
