import { describe, expect, it } from '@jest/globals';
import { outlineText, SetOutline } from './map-outline.js';

const SQUARE = [
  [-58.5, -34.7],
  [-58.3, -34.7],
  [-58.3, -34.5],
  [-58.5, -34.5],
  [-58.5, -34.7],
];
const parse = (value: unknown) => SetOutline.safeParse({ outline: typeof value === 'string' ? value : JSON.stringify(value) });
const codes = (value: unknown): string[] => parse(value).error?.issues.map(({ message }) => message) ?? [];

describe('the outline of a process on the map', () => {
  it.each([
    ['a polygon', { type: 'Polygon', coordinates: [SQUARE] }],
    ['several', { type: 'MultiPolygon', coordinates: [[SQUARE]] }],
    ['a feature', { type: 'Feature', properties: { name: 'Boedo' }, geometry: { type: 'Polygon', coordinates: [SQUARE] } }],
    [
      'a collection',
      { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: { type: 'Polygon', coordinates: [SQUARE] } }] },
    ],
  ])('is read from GeoJSON: %s', (_, value) => {
    expect(parse(value).data?.outline).toEqual([SQUARE]);
  });

  it('keeps only the corners that are seen, and can be edited again', () => {
    const along = Array.from({ length: 5000 }, (_, index) => [-58.5 + (index / 5000) * 0.2, -34.7 + (index % 2) * 0.00001]);
    const { outline } = SetOutline.parse({
      outline: JSON.stringify({ type: 'Polygon', coordinates: [[...along, ...SQUARE.slice(1)]] }),
    });
    expect(outline?.[0]?.length).toBeLessThan(10);
    expect(SetOutline.parse({ outline: outlineText(outline) }).outline).toEqual(outline);
  });

  it('is taken away by emptying the field', () => {
    expect(parse('  ').data).toEqual({ outline: null });
  });

  it.each([
    ['no JSON', '{', 'not-geojson'],
    ['a point', { type: 'Point', coordinates: [0, 0] }, 'not-geojson'],
    ['metres instead of degrees', { type: 'Polygon', coordinates: [SQUARE.map(() => [6_000_000, 1])] }, 'not-geojson'],
    ['names of prototypes', '{"__proto__":{"type":"Polygon"}}', 'not-geojson'],
    ['too much', { type: 'MultiPolygon', coordinates: Array.from({ length: 400 }, () => [SQUARE]) }, 'outline-too-fine'],
  ])('is refused with a reason: %s', (_, value, code) => expect(codes(value)).toEqual([code]));
});
