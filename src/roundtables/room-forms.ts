import { isId } from '../kernel/id.js';
import { notFound } from '../kernel/refusal.js';
import type { FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';

/** A button that does one thing: the plain form behind what the live room sends over its socket. */
export interface ActModel {
  action: string;
  csrf: string;
  formId: string;
  /** Always null: what it refuses is told on the page it comes back to. */
  summary: null;
  hidden: { name: string; value: string }[];
  text: string;
  icon: string | null;
  look: 'act' | 'act main' | 'act main big' | 'act bare';
  /** Said to those who do not see what it stands beside; null where the text is enough. */
  about: string | null;
}

/** A form of a page with several: the one that was sent shows its errors, the others are new. */
export interface Shown {
  readonly form: string | null;
  readonly state: FormState;
}
export const FRESH: Shown = { form: null, state: blank() };

export function act(
  x: Exchange,
  action: string,
  text: string,
  more: Partial<Pick<ActModel, 'icon' | 'look' | 'about'>> & { hidden?: Record<string, string> } = {},
): ActModel {
  return {
    action,
    csrf: x.csrf,
    formId: x.newFormId(),
    summary: null,
    hidden: Object.entries(more.hidden ?? {}).map(([name, value]) => ({ name, value })),
    text,
    icon: more.icon ?? null,
    look: more.look ?? 'act',
    about: more.about ?? null,
  };
}

export function roomForm(
  x: Exchange,
  name: string,
  shown: Shown,
  spec: { action: string; submit: string; fields: FieldSpec[] },
  values: Record<string, unknown> = {},
): FormModel {
  return x.form({ ...spec, idPrefix: `${name}-` }, shown.form === name ? shown.state : blank(values));
}

/** What a form without fields was refused for, said at the top of the page. */
export const refusalText = (x: Exchange, { form, state }: Shown): string | null => {
  const refused = state.errors[''];
  return refused && form === 'act' ? x.t(`refusals.${refused.code}`, refused.params) : null;
};

/** An id in the route; anything else is not found. */
export function idIn(x: Exchange, name: string): string {
  const id = x.params[name];
  if (!isId(id)) throw notFound();
  return id;
}
