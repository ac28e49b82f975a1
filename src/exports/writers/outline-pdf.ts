import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import type { Outline } from './outline.js';

const TEMPLATE = readFileSync(join(import.meta.dirname, '..', 'typst', 'outline.typ'), 'utf8');

/** The site's two typefaces, in the form that Typst reads; what they lack is written with the compiler's own fonts. */
function fontPaths(): string[] {
  const require = createRequire(import.meta.url);
  const folder = (name: string) => dirname(require.resolve(`@expo-google-fonts/${name}/package.json`));
  const [reading, display] = [folder('atkinson-hyperlegible-next'), folder('bricolage-grotesque')];
  return [join(reading, '400Regular'), join(reading, '700Bold'), join(reading, '400Regular_Italic'), join(display, '700Bold')];
}

let compiler: NodeCompiler | undefined;

/**
 * An outline as a tagged PDF. The text goes to Typst as data and is never read as markup. Takes a tenth of a second a
 * sheet and holds the event loop meanwhile. Throws with the compiler's words when the document cannot be set.
 */
export function outlinePdf(outline: Outline): Uint8Array {
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontPaths: fontPaths() }] });
  const compiled = compiler.compile({ mainFileContent: TEMPLATE, inputs: { outline: JSON.stringify(outline) } });
  const document = compiled.result;
  if (!document) {
    const error = compiled.takeError();
    throw new Error(
      `Typst could not set “${outline.title}”: ${error ? JSON.stringify(error.shortDiagnostics) : 'no reason given'}`,
    );
  }
  const pdf = compiler.pdf(document, { pdfStandard: PdfStandard.UA_1 });
  compiler.evictCache(10);
  return new Uint8Array(pdf);
}
