import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { Resvg } from '@resvg/resvg-js';
import { download, type Download } from './reply.js';
import { typefaces } from './typefaces.js';

/** What stands on the picture by which a page is shared. */
export interface ShareWords {
  /** Above the title: the process. */
  readonly kicker: string;
  readonly title: string;
  /** Below it: the number, the dates. */
  readonly about: string;
  /** Beside the mark. */
  readonly site: string;
}

const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#0a5559" stroke-linecap="round"><path d="M8.39 27.27A13.6 13.6 0 0 1 4.73 23.61M2.65 18.60A13.6 13.6 0 0 1 2.65 13.40M4.73 8.39A13.6 13.6 0 0 1 8.39 4.73M13.40 2.65A13.6 13.6 0 0 1 18.60 2.65M23.61 4.73A13.6 13.6 0 0 1 27.27 8.39M29.35 13.40A13.6 13.6 0 0 1 29.35 18.60M27.27 23.61A13.6 13.6 0 0 1 23.61 27.27" stroke-width="3.6"/><path d="M12.21 21.41A6.6 6.6 0 1 1 19.79 21.41" stroke-width="4"/></svg>`;

/** 1200 by 630, as networks and messengers show it (https://ogp.me). Words come as data and are never read as markup. */
const TEMPLATE = `
#let words = json(bytes(sys.inputs.words))
#let length = words.title.len()
#set page(width: 1200pt, height: 630pt, margin: (x: 80pt, y: 64pt), fill: rgb("#fbf8f1"))
#set text(font: ("Atkinson Hyperlegible Next", "Libertinus Serif", "DejaVu Sans Mono"), size: 28pt, fill: rgb("#444a5d"), hyphenate: false)
#set par(leading: 0.45em)
#place(top + left, dx: -80pt, dy: -64pt, rect(width: 1200pt, height: 16pt, fill: rgb("#0a5559")))
#block(width: 100%, height: 84pt, inset: (top: 12pt), clip: true, words.kicker)
#block(width: 100%, height: 300pt, inset: (top: 20pt), clip: true, text(
  font: ("Bricolage Grotesque", "Atkinson Hyperlegible Next", "Libertinus Serif"), weight: 700, fill: rgb("#1d2130"),
  size: if length < 45 { 82pt } else if length < 80 { 68pt } else { 56pt }, words.title))
#place(bottom + left, grid(columns: (64pt, 1fr, auto), column-gutter: 20pt, align: horizon,
  image(bytes(sys.inputs.mark), width: 64pt), text(weight: 700, fill: rgb("#1d2130"), words.site), words.about))
`;

const MOST_KEPT = 100;

/** Draws the pictures by which pages are shared. What was drawn is kept by what stands on it: for the same words, the same picture. */
@Injectable()
export class SharePictures {
  private compiler: NodeCompiler | null = null;
  private readonly drawn = new Map<string, Uint8Array>();

  /** A PNG with an entity tag that changes with its words, and is drawn only for who does not have it yet. */
  of(words: ShareWords): Download {
    const etag = `"${createHash('sha256')
      .update(`${TEMPLATE}\n${JSON.stringify(words)}`)
      .digest('base64url')
      .slice(0, 27)}"`;
    return { ...download('image/png', () => this.draw(etag, words)), etag };
  }

  private draw(key: string, words: ShareWords): Uint8Array {
    const known = this.drawn.get(key);
    if (known) return known;
    this.compiler ??= NodeCompiler.create({ fontArgs: [{ fontPaths: typefaces() }] });
    const { result } = this.compiler.compile({ mainFileContent: TEMPLATE, inputs: { words: JSON.stringify(words), mark: MARK } });
    if (!result) throw new Error('Typst could not set the picture of a page');
    // Its style sheet is for browsers: it takes colours from variables, which a drawing alone has none of.
    const svg = this.compiler.svg(result).replaceAll(/<style[\s\S]*?<\/style>/g, '');
    this.compiler.evictCache(10);
    const picture = new Uint8Array(new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng());
    const [oldest] = this.drawn.keys();
    if (oldest !== undefined && this.drawn.size >= MOST_KEPT) this.drawn.delete(oldest);
    this.drawn.set(key, picture);
    return picture;
  }
}
