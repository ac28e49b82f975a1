import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import { typefaces } from '../../platform/web/typefaces.js';
import type { Outline } from './outline.js';

const TEMPLATE = readFileSync(join(import.meta.dirname, '..', 'typst', 'outline.typ'), 'utf8');

let compiler: NodeCompiler | undefined;

/**
 * An outline as a tagged PDF. The text goes to Typst as data and is never read as markup. Takes a tenth of a second a
 * sheet and holds the event loop meanwhile. Throws with the compiler's words when the document cannot be set.
 */
export function outlinePdf(outline: Outline): Uint8Array {
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontPaths: typefaces() }] });
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
