import { paragraphs, type Block, type Cell, type ListLine, type Outline } from './outline.js';

/** An outline as CommonMark with tables (GitHub's). People's text is escaped: it shows as they wrote it. */
export function outlineMarkdown(outline: Outline): string {
  return `${outline.blocks.map(block).join('\n\n')}\n`;
}

function block(part: Block): string {
  switch (part.kind) {
    case 'heading':
      return `${'#'.repeat(part.level)} ${escape(part.text)}`;
    case 'answer':
      return paragraphs(part.words.text).map(escapeLine).join('\n\n');
    case 'remark':
      return `*${escape(part.text)}*`;
    case 'facts':
      return part.rows
        .map(
          ({ label, values, href }) =>
            `- **${escape(label)}:** ${href ? `<${href}>` : values.map(({ text }) => escape(text)).join('; ')}`,
        )
        .join('\n');
    case 'list':
      return part.lines.map(listLine).join('\n');
    case 'table':
      return [
        row(part.header.map(escapeCell)),
        row(part.header.map(() => '---')),
        ...part.rows.map((cells) => row(cells.map(cell))),
      ].join('\n');
  }
}

function listLine({ lead, href, words }: ListLine): string {
  const name = href ? `[${escape(lead)}](<${href}>)` : escape(lead);
  const rest = words.map(({ text }) => escape(paragraphs(text).join(' '))).join(' · ');
  return `- ${[lead ? `**${name}**` : '', rest].filter(Boolean).join(' ')}`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const cell = (lines: Cell): string => lines.map(({ text }) => escapeCell(text)).join('<br>');

/** Backslashes before everything that could be read as markup. */
const escape = (text: string): string => text.replace(/[\\`*_[\]<>~#|]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&');
const escapeCell = (text: string): string => escape(text).replace(/\r?\n/g, '<br>');

/** At the start of a line also numbers, dashes and the like, which would begin a list or a rule. */
const escapeLine = (text: string): string =>
  escape(text)
    .replace(/^(\d+)([.)])(?=\s)/, '$1\\$2')
    .replace(/^([-+=])/, '\\$1');
