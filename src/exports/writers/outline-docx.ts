import {
  Document, ExternalHyperlink, HeadingLevel, Packer, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, WidthType,
} from 'docx'; // prettier-ignore
import { paragraphs, type Block, type Cell, type ListLine, type Outline } from './outline.js';
import type { Words } from '../../plans/domain/index.js';

const HEADINGS = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
  4: HeadingLevel.HEADING_4,
} as const;
const INK = '1D2130';
const SOFT = '444A5D';
const ACCENT = '0A5559';
/** Width of the text on A4 between 2 cm margins, in twentieths of a point. */
const TEXT_WIDTH = 9638;
const MARGIN = 1134;

/** An outline as a Word file: real headings, tables whose heading row repeats, each passage in its language. */
export async function outlineDocx(outline: Outline): Promise<Uint8Array> {
  const write = writerIn(outline.lang);
  const document = new Document({
    title: outline.title,
    subject: outline.subject,
    creator: outline.author,
    lastModifiedBy: outline.author,
    description: outline.date ?? '',
    features: { updateFields: false },
    styles: {
      default: {
        document: {
          run: { font: 'Calibri', size: 22, color: INK, language: { value: outline.lang } },
          paragraph: { spacing: { after: 120, line: 290 } },
        },
        heading1: { run: { size: 36, bold: true, color: ACCENT }, paragraph: { spacing: { after: 200 } } },
        heading2: {
          run: { size: 28, bold: true, color: ACCENT },
          paragraph: { spacing: { before: 360, after: 120 }, keepNext: true },
        },
        heading3: {
          run: { size: 24, bold: true, color: INK },
          paragraph: { spacing: { before: 240, after: 80 }, keepNext: true },
        },
        heading4: {
          run: { size: 22, bold: true, color: INK },
          paragraph: { spacing: { before: 200, after: 80 }, keepNext: true },
        },
      },
    },
    sections: [
      {
        properties: { page: { margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } } },
        children: outline.blocks.flatMap(write),
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** Writes blocks in a document of that language; passages in another say so. */
function writerIn(documentLang: string): (block: Block) => (Paragraph | Table)[] {
  const run = ({ text, lang }: Words, style: { bold?: boolean; italics?: boolean; color?: string } = {}) =>
    new TextRun({ text, ...style, ...(lang === documentLang || lang === 'und' ? {} : { language: { value: lang } }) });
  const own = (text: string): Words => ({ text, lang: documentLang });
  const link = (text: string, href: string) =>
    new ExternalHyperlink({ link: href, children: [new TextRun({ text, color: ACCENT, underline: {} })] });
  const cellParagraphs = (cell: Cell, bold = false) =>
    (cell.length > 0 ? cell : [own('')]).flatMap(({ text, lang }) => {
      const lines = paragraphs(text);
      return (lines.length > 0 ? lines : ['']).map(
        (line) => new Paragraph({ spacing: { after: 40 }, children: [run({ text: line, lang }, { bold })] }),
      );
    });

  const listLine = ({ lead, href, words }: ListLine) => {
    const name = lead ? [href ? link(lead, href) : run(own(lead), { bold: true }), run(own(' '))] : [];
    const rest = words.flatMap(({ text, lang }, at) => [
      ...(at > 0 ? [run(own(' · '))] : []),
      run({ text: paragraphs(text).join(' '), lang }),
    ]);
    return new Paragraph({ bullet: { level: 0 }, spacing: { after: 60 }, children: [...name, ...rest] });
  };

  const table = (
    widths: readonly number[],
    rows: readonly { cells: readonly Cell[]; isHeader: boolean; headCell: boolean }[],
  ) => {
    const total = widths.reduce((sum, width) => sum + width, 0);
    const columnWidths = widths.map((width) => Math.floor((width / total) * TEXT_WIDTH));
    return new Table({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      columnWidths,
      rows: rows.map(
        ({ cells, isHeader, headCell }) =>
          new TableRow({
            tableHeader: isHeader,
            cantSplit: true,
            children: cells.map(
              (cell, at) =>
                new TableCell({
                  width: { size: columnWidths[at]!, type: WidthType.DXA },
                  margins: { top: 60, bottom: 40, left: 100, right: 100 },
                  ...(isHeader || (headCell && at === 0) ? { shading: { fill: 'F1ECDF' } } : {}),
                  children: cellParagraphs(cell, isHeader || (headCell && at === 0)),
                }),
            ),
          }),
      ),
    });
  };

  return (block) => {
    switch (block.kind) {
      case 'heading':
        return [new Paragraph({ heading: HEADINGS[block.level], children: [new TextRun({ text: block.text })] })];
      case 'answer':
        return paragraphs(block.words.text).map((text) => new Paragraph({ children: [run({ text, lang: block.words.lang })] }));
      case 'remark':
        return [new Paragraph({ children: [run(own(block.text), { italics: true, color: SOFT })] })];
      case 'facts':
        return block.rows.flatMap(({ label, values, href }) =>
          values.map(
            (value, at) =>
              new Paragraph({
                spacing: { after: 60 },
                indent: at > 0 ? { left: 360 } : {},
                children: [
                  ...(at === 0 ? [run(own(`${label}: `), { bold: true })] : []),
                  href ? link(value.text, href) : run({ ...value, text: paragraphs(value.text).join(' ') }),
                ],
              }),
          ),
        );
      case 'list':
        return block.lines.map(listLine);
      case 'table':
        return [
          table(block.widths, [
            { cells: block.header.map((text) => [own(text)]), isHeader: true, headCell: false },
            ...block.rows.map((cells) => ({ cells, isHeader: false, headCell: true })),
          ]),
          new Paragraph({ children: [] }),
        ];
    }
  };
}
