import { cleanText } from '../../kernel/text.js';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const MARKUP = /<\/?[a-z][^<>]*>|&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/i;

/** The words of a text that a rich editor wrote as HTML: paragraphs, line ends and points of lists stay, everything else of the markup goes. */
export function plainText(html: string): string {
  if (!MARKUP.test(html)) return cleanText(html);
  const words = html
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<br\b[^<>]*>/gi, '\n')
    .replace(/<li\b[^<>]*>/gi, '\n- ')
    .replace(/<\/(p|div|h[1-6]|ul|ol|blockquote|tr)\s*>/gi, '\n\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/gi, (whole, name: string) => entity(name) ?? whole);
  return cleanText(words.replace(/[ \t]+\n/g, '\n').replace(/\n{3,}/g, '\n\n'));
}

function entity(name: string): string | null {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? null;
  const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
