import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boxAround, fromSheet, graticule, onSheet, outlinePath, tilesOf, viewOf } from './map-view.js';

const BUENOS_AIRES = viewOf([-58.53, -34.71, -58.33, -34.53], 640, 420);
const latitude = fc.double({ min: -80, max: 80, noNaN: true });
const longitude = fc.double({ min: -179, max: 179, noNaN: true });

describe('a window on the map', () => {
  it('shows the whole box that it was made for, with north above and east at the right', () => {
    fc.assert(
      fc.property(latitude, longitude, latitude, longitude, (a, b, c, d) => {
        const [south, north, west, east] = [Math.min(a, c), Math.max(a, c), Math.min(b, d), Math.max(b, d)];
        const view = viewOf([west, south, east, north], 640, 420);
        const [corner, other] = [
          onSheet(view, { latitude: north, longitude: west }),
          onSheet(view, { latitude: south, longitude: east }),
        ];
        expect(corner.x).toBeLessThanOrEqual(other.x);
        expect(corner.y).toBeLessThanOrEqual(other.y);
        // A box taller than the world is wide is cut above and below.
        if (view.span < 1) expect(Math.min(corner.x, corner.y)).toBeGreaterThanOrEqual(-0.001);
      }),
    );
  });

  it('finds the same point again from its spot on the sheet', () => {
    fc.assert(
      fc.property(latitude, longitude, (lat, long) => {
        const view = viewOf([long, lat, long, lat], 640, 420);
        const found = fromSheet(view, onSheet(view, { latitude: lat, longitude: long }));
        expect(found.latitude).toBeCloseTo(lat, 6);
        expect(found.longitude).toBeCloseTo(long, 6);
      }),
    );
  });

  it('has a handful of lines at round degrees', () => {
    const { latitudes, longitudes } = graticule(BUENOS_AIRES);
    expect(longitudes.map(({ degrees }) => degrees)).toEqual([-58.6, -58.5, -58.4, -58.3]);
    expect(latitudes.every(({ at }) => at >= 0 && at <= 420)).toBe(true);
  });

  it('draws outlines as closed paths', () => {
    const path = outlinePath(BUENOS_AIRES, [
      [
        [-58.53, -34.71],
        [-58.33, -34.71],
        [-58.33, -34.53],
      ],
    ]);
    expect(path).toMatch(/^M[\d.]+ [\d.]+L[\d.]+ [\d.]+L[\d.]+ [\d.]+Z$/);
  });

  it('is covered by a few tiles, without a gap', () => {
    const tiles = tilesOf(BUENOS_AIRES, 'https://tiles.example.org/{z}/{x}/{y}.png');
    expect(tiles.length).toBeLessThanOrEqual(20);
    expect(tiles[0]?.href).toMatch(/^https:\/\/tiles\.example\.org\/1[0-2]\/\d+\/\d+\.png$/);
    expect(Math.min(...tiles.map(({ x }) => x))).toBeLessThanOrEqual(0);
    expect(Math.max(...tiles.map(({ x, size }) => x + size))).toBeGreaterThanOrEqual(640);
    expect(Math.max(...tiles.map(({ y, size }) => y + size))).toBeGreaterThanOrEqual(420);
  });

  it('has a box around what it shows, or none', () => {
    expect(boxAround([])).toBeNull();
    expect(boxAround([{ latitude: -34, longitude: -58 }], [[[-59, -35]]])).toEqual([-59, -35, -58, -34]);
  });
});
