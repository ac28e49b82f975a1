/** What a page has that is new each time, though nothing else in it is. */
export interface Fillings {
  readonly nonce: () => string;
  readonly csrf: () => string;
  readonly issued: () => string;
  readonly formId: () => string;
}

/** Stands in a page for what is filled in when it is sent. `key` is a secret of the process: nobody can write into a page what it takes for a blank. */
export class Blanks {
  readonly nonce: string;
  readonly csrf: string;
  readonly issued: string;
  private forms = 0;

  constructor(private readonly key: string) {
    this.nonce = `${key}-nonce`;
    this.csrf = `${key}-csrf`;
    this.issued = `${key}-issued`;
  }

  /** Another form has another id. */
  formId(): string {
    return `${this.key}-form-${++this.forms}`;
  }
}

/** A page parted at its blanks: text, name of a blank, text, and so on. */
export const partedAtBlanks = (html: string, key: string): string[] =>
  html.split(new RegExp(`${key}-(nonce|csrf|issued|form-\\d+)`));

/** The page as one visitor gets it: the same blank is filled with the same everywhere. */
export function filled(parts: readonly string[], fillings: Fillings): string {
  const values = new Map<string, string>();
  let html = '';
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) {
      html += part;
      continue;
    }
    const value =
      values.get(part) ?? (part.startsWith('form-') ? fillings.formId() : fillings[part as 'nonce' | 'csrf' | 'issued']());
    values.set(part, value);
    html += value;
  }
  return html;
}
