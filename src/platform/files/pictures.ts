import sharp, { type Sharp } from 'sharp';
import type { FileRefusal } from '../domain/index.js';

/** Only these decoders exist for what people send: all others of the library are closed, so that no byte reaches them. */
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer', 'VipsForeignLoadNsgifBuffer'],
});
sharp.cache(false);
sharp.concurrency(1);

/** A photograph of any phone fits; unpacked it takes less than 300 MB of memory. */
export const MOST_PIXELS = 60_000_000;
const LONGEST_S = 20;
/** The longer side, in pixels: to be looked at, and for lists. */
const LARGE = 1600;
const SMALL = 480;

export interface Picture {
  readonly large: Buffer;
  readonly small: Buffer;
  /** Of the large one, in pixels. */
  readonly width: number;
  readonly height: number;
}

const opened = (bytes: Buffer): Sharp =>
  sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1, sequentialRead: true }).timeout({
    seconds: LONGEST_S,
  });

/** A picture drawn anew in two sizes, upright, in sRGB: nothing but what is seen is left of it. Of several frames the first. */
export async function redrawn(bytes: Buffer): Promise<Picture | FileRefusal> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false, pages: 1 }).metadata();
    if (width * height > MOST_PIXELS) return 'picture-too-large';
    const fit = (side: number) => ({ width: side, height: side, fit: 'inside', withoutEnlargement: true }) as const;
    const { data, info } = await opened(bytes)
      .autoOrient()
      .resize(fit(LARGE))
      .webp({ quality: 80 })
      .toBuffer({ resolveWithObject: true });
    return { large: data, small: await sharp(data).resize(fit(SMALL)).webp({ quality: 75 }).toBuffer(), ...pixels(info) };
  } catch {
    return 'file-broken';
  }
}

const pixels = ({ width, height }: { width: number; height: number }) => ({ width, height });
