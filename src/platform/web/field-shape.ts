export type FieldKind =
  | 'text'
  | 'email'
  | 'number'
  | 'date'
  | 'datetime-local'
  /** Its form is sent as `multipart/form-data`, with this field last. */
  | 'file'
  | 'textarea'
  | 'select'
  | 'radios'
  | 'checkboxes'
  | 'checkbox'
  | 'file'
  | 'hidden';

/** What a field is drawn as: exactly one of these is set, because templates cannot compare words. Made by `fieldShape`. */
export interface FieldShape {
  /** Type of the input element. */
  input: string | null;
  textarea: boolean;
  select: boolean;
  choices: 'radio' | 'checkbox' | null;
  checkbox: boolean;
  /** Whether the one checkbox is ticked. */
  checked: boolean;
  hidden: boolean;
}

export function fieldShape(kind: FieldKind, value: string): FieldShape {
  const isInput = !['textarea', 'select', 'radios', 'checkboxes', 'checkbox', 'hidden'].includes(kind);
  return {
    input: isInput ? kind : null,
    textarea: kind === 'textarea',
    select: kind === 'select',
    choices: kind === 'radios' ? 'radio' : kind === 'checkboxes' ? 'checkbox' : null,
    checkbox: kind === 'checkbox',
    checked: kind === 'checkbox' && ['on', 'true', 'yes', '1'].includes(value),
    hidden: kind === 'hidden',
  };
}
