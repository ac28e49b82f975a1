import type { z } from 'zod';
import type { Translate } from '../i18n/translate.js';
import type { GuardedForm } from '../domain/index.js';
import { fieldShape, type ButtonModel, type FieldModel, type FormModel, type OptionModel } from './components.js';

/** What a form holds when it is shown: values as typed or stored, and error codes by field name ('' is the form as a whole). */
export interface FormState {
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: Readonly<Record<string, FieldError>>;
  /** Keeps its id over a failed try, so that the form stays the same form. */
  readonly formId: string | null;
}

export interface FieldError {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

export const blank = (values: Record<string, unknown> = {}): FormState => ({ values, errors: {}, formId: null });

/** One field of a form as a page describes it. Labels and hints are message keys; error texts are `<label>.<code>` where that exists, else `forms.<code>`. */
export interface FieldSpec {
  name: string;
  kind: FieldModel['kind'];
  label: string;
  hint?: string;
  options?: { value: string; text: string; hint?: string }[];
  required?: boolean;
  maxlength?: number;
  rows?: number;
  autocomplete?: string;
  inputmode?: string;
  lang?: string;
  /** Arguments of the label's and hint's messages. */
  args?: Record<string, string | number>;
}

export interface FormSpec {
  action: string;
  fields: FieldSpec[];
  submit: string;
  submitArgs?: Record<string, string | number>;
  submitVariant?: ButtonModel['variant'];
  /** Prefix of element ids, when a page has several forms with the same field names. */
  idPrefix?: string;
  /** For a form that anybody may send: which one it is to the guard. */
  guard?: GuardedForm;
}

const MAX_KEYS = 2000;
const MAX_DEPTH = 6;
const INDEX = /^(0|[1-9]\d{0,3})$/;

/** Turns `milestones.0.title=…` into nested objects and arrays. Names that could touch a prototype are dropped. */
export function expand(body: unknown): Record<string, unknown> {
  const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  if (!body || typeof body !== 'object') return root;
  for (const [name, value] of Object.entries(body).slice(0, MAX_KEYS)) {
    const path = name.split('.');
    if (path.length > MAX_DEPTH || path.some((part) => part === '__proto__' || part === 'constructor' || part === 'prototype'))
      continue;
    place(root, path, value);
  }
  return root;
}

function place(root: Record<string, unknown>, path: string[], value: unknown): void {
  let node = root;
  path.slice(0, -1).forEach((part, depth) => {
    const wantsArray = INDEX.test(path[depth + 1] ?? '');
    const next = node[part];
    if (!next || typeof next !== 'object') node[part] = wantsArray ? [] : (Object.create(null) as object);
    node = node[part] as Record<string, unknown>;
  });
  node[path.at(-1) as string] = value;
}

/** Checks what was sent. Issues keep zod's path in dots; messages of our schemas are codes already. */
export function check<S extends z.ZodType>(
  schema: S,
  values: Record<string, unknown>,
): { ok: true; value: z.output<S> } | { ok: false; errors: FormState['errors'] } {
  const result = schema.safeParse(values);
  if (result.success) return { ok: true, value: result.data };
  const errors: Record<string, FieldError> = {};
  for (const issue of result.error.issues) {
    const name = issue.path.join('.');
    if (name in errors) continue;
    errors[name] = {
      code: codeOf(issue),
      params:
        'maximum' in issue ? { max: Number(issue.maximum) } : 'minimum' in issue ? { min: Number(issue.minimum) } : undefined,
    };
  }
  return { ok: false, errors };
}

const CODE = /^[a-z][a-z0-9-]*$/;

function codeOf(issue: z.core.$ZodIssue): string {
  if (CODE.test(issue.message)) return issue.message;
  if (issue.code === 'too_big') return 'too-long';
  if (issue.code === 'too_small' || (issue.code === 'invalid_type' && issue.input === undefined)) return 'required';
  return issue.code === 'invalid_value' ? 'choose' : 'invalid';
}

const at = (values: Readonly<Record<string, unknown>>, name: string): unknown =>
  name
    .split('.')
    .reduce<unknown>(
      (node, part) => (node && typeof node === 'object' ? (node as Record<string, unknown>)[part] : undefined),
      values,
    );

/** The model of a form: every field wired to its label, hint, error and typed value; the error summary links to the fields. */
export function formModel(
  t: Translate,
  spec: FormSpec,
  state: FormState,
  tokens: { csrf: string; formId: string },
): Omit<FormModel, 'guard'> {
  const fields = Object.fromEntries(spec.fields.map((field) => [field.name, fieldModel(t, field, state, spec.idPrefix ?? '')]));
  const errors = Object.entries(state.errors).map(([name, error]) => {
    const field = fields[name] ?? fields[name.split('.')[0] ?? ''];
    return { text: field?.error ?? errorText(t, null, error), href: `#${field ? firstInput(field) : 'form-top'}` };
  });
  return {
    action: spec.action,
    csrf: tokens.csrf,
    formId: tokens.formId,
    summary: errors.length > 0 ? { title: t('forms.summary', { count: errors.length }), errors } : null,
    fields,
    submit: {
      text: t(spec.submit, spec.submitArgs),
      href: null,
      variant: spec.submitVariant ?? 'primary',
      icon: null,
      name: null,
      value: null,
    },
  };
}

const firstInput = (field: FieldModel): string =>
  field.options?.[0] && field.kind !== 'select' ? field.options[0].id : field.id;

function fieldModel(t: Translate, spec: FieldSpec, state: FormState, idPrefix: string): FieldModel {
  const id = `${idPrefix}${spec.name.replaceAll('.', '-')}`;
  const raw = at(state.values, spec.name);
  const error = state.errors[spec.name];
  const hint = spec.hint ? t(spec.hint, spec.args) : null;
  const chosen = Array.isArray(raw) ? raw.map(String) : [raw === undefined || raw === null ? '' : String(raw)];
  const options: OptionModel[] | null =
    spec.options?.map((option, index) => ({
      id: `${id}-${index + 1}`,
      value: option.value,
      text: option.text,
      hint: option.hint ?? null,
      checked: chosen.includes(option.value),
    })) ?? null;
  const describedBy = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(' ');
  return {
    kind: spec.kind,
    shape: fieldShape(spec.kind, chosen[0] ?? ''),
    id,
    name: spec.name,
    label: t(spec.label, spec.args),
    hint,
    error: error ? errorText(t, spec, error) : null,
    value: chosen[0] ?? '',
    describedBy: describedBy || null,
    options,
    required: spec.required ?? true,
    optionalText: spec.required === false ? t('forms.optional') : null,
    maxlength: spec.maxlength ?? null,
    rows: spec.rows ?? null,
    autocomplete: spec.autocomplete ?? null,
    inputmode: spec.inputmode ?? null,
    lang: spec.lang ?? null,
  };
}

const GENERAL = new Set(['required', 'too-long', 'choose', 'not-an-email', 'invalid', 'not-a-date', 'not-a-number', 'too-short']);

function errorText(t: Translate, spec: FieldSpec | null, error: FieldError): string {
  const args = { ...error.params, field: spec ? t(spec.label, spec.args) : '' };
  return GENERAL.has(error.code) ? t(`forms.${error.code}`, args) : t(`refusals.${error.code}`, args);
}
