import { Injectable } from '@nestjs/common';
import { notFound } from '../kernel/refusal.js';
import type { Exchange } from '../platform/web/exchange.js';
import { download, type Download } from '../platform/web/reply.js';
import { Views } from '../platform/web/views.js';
import { outlineHtml } from './outline-html.js';
import { outlineDocx, outlineMarkdown, outlinePdf, type Outline } from './writers/index.js';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

export type Writers = Readonly<Record<string, () => string | Uint8Array | Promise<string | Uint8Array>>>;

/** The file that the address asks for by its ending; 404 for an ending that nobody writes. */
@Injectable()
export class Formats {
  constructor(private readonly views: Views) {}

  async file(x: Exchange, name: string, writers: Writers): Promise<Download> {
    const format = x.params['format'] ?? '';
    const write = Object.hasOwn(writers, format) ? writers[format] : undefined;
    const type = TYPES[format];
    if (!write || !type) throw notFound();
    return download(type, await write(), `${name}.${format}`);
  }

  html(x: Exchange, outline: Outline): string {
    return this.views.renderDocument('exports/outline', outlineHtml(outline), x.t);
  }

  /** What every document has that is an outline and no more. */
  documents(x: Exchange, outline: () => Outline): Writers {
    return {
      html: () => this.html(x, outline()),
      md: () => outlineMarkdown(outline()),
      docx: () => outlineDocx(outline()),
      pdf: () => outlinePdf(outline()),
    };
  }
}
