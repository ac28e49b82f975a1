import { GUARDED_FORMS, type GuardedForm } from '../../domain/index.js';
import type { Translate } from '../../i18n/translate.js';
import type { GuardModel, WorkModel } from '../components.js';
import type { FormState } from '../forms.js';
import type { FormGuard } from './form-guard.js';

/**
 * The guard's part of a form. `workFor` is the form's id when its sender must compute something first, `issued` stands where a time is filled in later. A
 * form shown again keeps the time of its first showing.
 */
export function guardModel(
  t: Translate,
  guard: FormGuard,
  form: GuardedForm,
  state: FormState,
  { issued: later, workFor }: { issued: string | undefined; workFor: string | null },
): GuardModel {
  const typed = state.values['_issued'];
  const issued = typeof typed === 'string' && guard.issuedAt(typed) ? typed : (later ?? guard.issue());
  return {
    id: `guard-${form}`,
    issued,
    trapText: t('forms.trap'),
    work: workFor ? work(t, guard, form, workFor) : null,
  };
}

function work(t: Translate, guard: FormGuard, form: GuardedForm, formId: string): WorkModel {
  const { salt, expires, target, below, signature } = guard.challenge(formId);
  return {
    title: t('forms.work.title'),
    text: t('forms.work.text'),
    salt,
    expires: String(expires),
    formId,
    target,
    below: String(below),
    signature,
    busyText: t('forms.work.busy'),
    doneText: t('forms.work.done'),
    waitText: GUARDED_FORMS[form].canBeHeld ? t('forms.work.wait') : null,
  };
}
