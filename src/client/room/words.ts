/**
 * The interface's words in the browser: messages come from the server's catalogues, in one language, and are filled in here.
 * Knows the part of ICU MessageFormat that catalogues use: `{name}`, `{n, number}`, `{n, plural, …}` with `#` and `=0`, `{x, select, …}`, and ''.
 */
export type Args = Readonly<Record<string, string | number>>;

export interface Words {
  (key: string, args?: Args): string;
  has(key: string): boolean;
  readonly tag: string;
  number(value: number): string;
  /** An instant in the roundtable's time zone: `time` = 16:35, `day` = 16 de agosto. */
  date(iso: string, style: 'time' | 'day'): string;
}

type Part = string | ((args: Args, count: number | null) => string);

export function wordsIn(tag: string, timeZone: string, messages: Readonly<Record<string, string>>): Words {
  const numbers = new Intl.NumberFormat(tag);
  const plurals = new Intl.PluralRules(tag);
  const times = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
  const days = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone });
  const compiled = new Map<string, Part[]>();

  const translate = (key: string, args: Args = {}): string => {
    let parts = compiled.get(key);
    if (!parts) {
      const text = messages[key];
      if (text === undefined) throw new Error(`No message ${key}`);
      parts = new Reader(text, numbers, plurals).parts();
      compiled.set(key, parts);
    }
    return written(parts, args, null);
  };
  return Object.assign(translate, {
    tag,
    has: (key: string) => key in messages,
    number: (value: number) => numbers.format(value),
    date: (iso: string, style: 'time' | 'day') => (style === 'time' ? times : days).format(new Date(iso)),
  });
}

const written = (parts: readonly Part[], args: Args, count: number | null): string =>
  parts.map((part) => (typeof part === 'string' ? part : part(args, count))).join('');

class Reader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly numbers: Intl.NumberFormat,
    private readonly plurals: Intl.PluralRules,
  ) {}

  parts(nested = false): Part[] {
    const parts: Part[] = [];
    let plain = '';
    const flush = () => {
      if (plain) parts.push(plain);
      plain = '';
    };
    while (this.at < this.text.length) {
      const char = this.text.charAt(this.at);
      if (char === '}' && nested) break;
      if (char === '{') {
        flush();
        parts.push(this.argument());
      } else if (char === '#' && nested) {
        flush();
        parts.push((_, count) => (count === null ? '#' : this.numbers.format(count)));
        this.at += 1;
      } else if (char === "'") {
        plain += this.quoted();
      } else {
        plain += char;
        this.at += 1;
      }
    }
    flush();
    return parts;
  }

  /** '' is one apostrophe; '{ begins a quotation; any other stands for itself. */
  private quoted(): string {
    const next = this.text.charAt(this.at + 1);
    if (next === "'") {
      this.at += 2;
      return "'";
    }
    if (next !== '{' && next !== '}' && next !== '#') {
      this.at += 1;
      return "'";
    }
    const end = this.text.indexOf("'", this.at + 1);
    const stop = end < 0 ? this.text.length : end;
    const inside = this.text.slice(this.at + 1, stop);
    this.at = stop + 1;
    return inside;
  }

  private argument(): Part {
    this.at += 1;
    const name = this.until(/[,}]/);
    if (this.took('}')) return (args, count) => String(args[name] ?? count ?? '');
    this.at += 1;
    const kind = this.until(/[,}]/);
    if (this.took('}')) return (args) => this.numbers.format(Number(args[name]));
    this.at += 1;
    const choices = this.choices();
    if (kind === 'select') return (args, count) => written(choices[String(args[name])] ?? choices['other'] ?? [], args, count);
    return (args) => {
      const count = Number(args[name]);
      return written(choices[`=${count}`] ?? choices[this.plurals.select(count)] ?? choices['other'] ?? [], args, count);
    };
  }

  private choices(): Record<string, Part[]> {
    const choices: Record<string, Part[]> = {};
    for (;;) {
      const name = this.until(/[{}]/);
      if (this.took('}')) return choices;
      this.at += 1;
      choices[name] = this.parts(true);
      this.at += 1;
    }
  }

  private until(stop: RegExp): string {
    const from = this.at;
    while (this.at < this.text.length && !stop.test(this.text.charAt(this.at))) this.at += 1;
    if (this.at >= this.text.length) throw new Error(`Unfinished message: ${this.text}`);
    return this.text.slice(from, this.at).trim();
  }

  private took(char: string): boolean {
    if (this.text.charAt(this.at) !== char) return false;
    this.at += 1;
    return true;
  }
}
