import { describe, expect, it } from '@jest/globals';
import { keptPoint, parsePoint } from './geo.js';

describe('coordinates', () => {
  it.each([
    ['-34.6037, -58.3816', -34.6037, -58.3816],
    ['-34,6037; -58,3816', -34.6037, -58.3816],
    ['−34.6037 −58.3816', -34.6037, -58.3816],
    ['34,6037 S, 58,3816 O', -34.6037, -58.3816],
    ['58.3816° W, 34.6037° S', -34.6037, -58.3816],
    ['48.8566N 2.3522E', 48.8566, 2.3522],
    ['34°36\'13.32"S 58°22\'53.76"W', -34.6037, -58.3816],
    ['90, 180', 90, 180],
    ['0, 0', 0, 0],
  ])('are read as people copy them: %s', (text, latitude, longitude) => {
    const point = parsePoint(text);
    if (typeof point === 'string') throw new Error(point);
    expect(point.latitude).toBeCloseTo(latitude, 6);
    expect(point.longitude).toBeCloseTo(longitude, 6);
  });

  it.each([
    ['la plaza', 'not-coordinates'],
    ['-34.6037', 'not-coordinates'],
    ['34,58', 'not-coordinates'],
    ['34 S, 58 S', 'not-coordinates'],
    ['1, 2, 3', 'not-coordinates'],
    ['1e3, 2', 'not-coordinates'],
    ['-91, 10', 'latitude-range'],
    ['10, 181', 'longitude-range'],
    ['', 'not-coordinates'],
  ])('are refused with a reason: %s', (text, code) => expect(parsePoint(text)).toBe(code));

  it('are kept to about a hundred metres, or to a metre for who asks', () => {
    const point = { latitude: -34.603722, longitude: -58.381592 };
    expect(keptPoint(point, false)).toEqual({ latitude: -34.604, longitude: -58.382 });
    expect(keptPoint(point, true)).toEqual({ latitude: -34.60372, longitude: -58.38159 });
  });
});
