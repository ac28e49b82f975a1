/** A place on the earth, in degrees (WGS 84, as maps and phones tell it). */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** West, south, east, north, in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** A closed line of corners, each longitude and latitude as in GeoJSON (RFC 7946). */
export type Ring = readonly (readonly [longitude: number, latitude: number])[];

/** About a hundred metres: enough to find a corner, too little to find a door. */
const NEAR_DECIMALS = 3;
/** About a metre. */
const EXACT_DECIMALS = 5;

const rounded = (degrees: number, decimals: number): number => Number(degrees.toFixed(decimals));

/** A point as it is kept: rounded to about a hundred metres, or to a metre for who asks for that. What is cut off is kept nowhere. */
export function keptPoint({ latitude, longitude }: Point, isExact: boolean): Point {
  const decimals = isExact ? EXACT_DECIMALS : NEAR_DECIMALS;
  return { latitude: rounded(latitude, decimals), longitude: rounded(longitude, decimals) };
}

/** `34,604` or `34.6037` with what stands around it: a letter of the side of the world (O is west in Spanish and French). */
const DEGREES = String.raw`([NSEWO])?\s*([+-]?\d{1,3}(?:[.,]\d{1,12})?)\s*°?\s*([NSEWO])?`;
const PAIR = new RegExp(String.raw`^${DEGREES}(\s*[;,]\s*|\s+)${DEGREES}$`);
const SEXAGESIMAL = /^(\d{1,3})\s*°\s*(\d{1,2})\s*['′’]\s*(?:(\d{1,2}(?:[.,]\d{1,6})?)\s*(?:["″”]|''))?\s*([NSEWO])$/;

export type PointError = 'not-coordinates' | 'latitude-range' | 'longitude-range';

/**
 * Coordinates as people copy them from maps: `-34.6037, -58.3816`, `34,6037 S; 58,3816 O`, `34°36'13"S 58°22'54"W`. Latitude first, unless
 * letters say otherwise.
 */
export function parsePoint(typed: string): Point | PointError {
  const text = typed.trim().toUpperCase().replace(/[−–]/g, '-');
  const pair = sexagesimal(text) ?? decimal(text);
  if (!pair) return 'not-coordinates';
  const [first, second] = pair;
  const isSwapped = first.side === 'EW' || second.side === 'NS';
  const [latitude, longitude] = isSwapped ? [second, first] : [first, second];
  if (latitude.side === 'EW' || longitude.side === 'NS') return 'not-coordinates';
  if (Math.abs(latitude.degrees) > 90) return 'latitude-range';
  if (Math.abs(longitude.degrees) > 180) return 'longitude-range';
  return { latitude: latitude.degrees, longitude: longitude.degrees };
}

interface Angle {
  readonly degrees: number;
  readonly side: 'NS' | 'EW' | null;
}

function decimal(text: string): [Angle, Angle] | null {
  const [, before1, number1 = '', after1, between, before2, number2 = '', after2] = PAIR.exec(text) ?? [];
  if (!number1 || !number2) return null;
  // `34,58` is one number with a comma as likely as two.
  if (between === ',' && !number1.includes('.') && !number2.includes('.')) return null;
  return [
    angle(Number(number1.replace(',', '.')), before1 ?? after1),
    angle(Number(number2.replace(',', '.')), before2 ?? after2),
  ];
}

function sexagesimal(text: string): [Angle, Angle] | null {
  const parts = text.match(/[^NSEWO]+[NSEWO]/g)?.map((part) => SEXAGESIMAL.exec(part.replace(/^[\s,;]+/, '').trim()));
  const [first, second, ...more] = (parts ?? []).map((found) => {
    const [, degrees, minutes, seconds = '0', side] = found ?? [];
    return found ? angle(Number(degrees) + Number(minutes) / 60 + Number(seconds.replace(',', '.')) / 3600, side) : null;
  });
  return first && second && more.length === 0 ? [first, second] : null;
}

function angle(degrees: number, letter: string | undefined): Angle {
  const isBelow = letter === 'S' || letter === 'W' || letter === 'O';
  const side = letter === undefined ? null : letter === 'N' || letter === 'S' ? 'NS' : 'EW';
  return { degrees: isBelow ? -Math.abs(degrees) : degrees, side };
}
