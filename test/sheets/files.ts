import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';

export const hasPdfToText = spawnSync('pdftotext', ['-v']).error === undefined;

/** A part of a Word file as XML. */
export const docxPart = (docx: Uint8Array, part: string): string => strFromU8(unzipSync(docx)[part]!);

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const plain = (xml: string): string => xml.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** The words of a Word file, one line a paragraph. */
export function docxText(docx: Uint8Array): string {
  const paragraphs = docxPart(docx, 'word/document.xml').split('</w:p>');
  return paragraphs
    .map((xml) => plain([...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1]).join('')))
    .join('\n');
}

/** What Poppler reads in a PDF, in the order it was written, without the feet of pages. */
export function pdfText(pdf: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'mesa-pdf-'));
  try {
    const file = join(folder, 'file.pdf');
    writeFileSync(file, pdf);
    const text = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' });
    return text.replace(/^.*\n?\d+ \/ \d+\s*$/gm, '').replaceAll('\f', '\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Markdown as its reader sees it. */
export const markdownText = (markdown: string): string => markdown.replace(/<br>/g, '\n').replace(/\\([!-/:-@[-`{-~])/g, '$1');

/** For comparing across line breaks: no white space, one form of each accent. */
export const dense = (text: string): string => text.normalize('NFC').replace(/\s+/g, '');
