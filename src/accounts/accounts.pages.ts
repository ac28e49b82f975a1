import type { FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import type { Page } from '../platform/web/reply.js';
import type { SamplePerson } from './sample-people.js';

interface SampleChoice {
  name: string;
  role: string;
  form: FormModel;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'accounts/sign-in': {
      title: string;
      lead: string;
      form: FormModel;
      samples: { title: string; lead: string; people: SampleChoice[] } | null;
    };
    'accounts/code': { title: string; lead: string; form: FormModel; again: string; mailbox: string | null };
    'accounts/link': { title: string; lead: string; form: FormModel };
    'accounts/name': { title: string; form: FormModel };
  }
}

export function signInPage(x: Exchange, state: FormState, samples: readonly SamplePerson[]): Page {
  const title = x.t('accounts.sign-in.title');
  const form = x.form(
    {
      action: '/sign-in',
      submit: 'accounts.sign-in.submit',
      guard: 'sign-in',
      fields: [
        {
          name: 'email',
          kind: 'email',
          label: 'accounts.sign-in.email',
          hint: 'accounts.sign-in.email-hint',
          autocomplete: 'email',
          maxlength: 254,
        },
        { name: 'next', kind: 'hidden', label: 'accounts.sign-in.title' },
      ],
    },
    state,
  );
  const next = String(state.values['next'] ?? '/');
  const people = samples.map((person, index) => ({
    name: person.name,
    role: x.t(person.role),
    form: sampleForm(x, person, index, next),
  }));
  return x.page(
    'accounts/sign-in',
    {
      title,
      lead: x.t('accounts.sign-in.lead'),
      form,
      samples:
        people.length > 0 ? { title: x.t('accounts.sign-in.samples'), lead: x.t('accounts.sign-in.samples-lead'), people } : null,
    },
    { title },
  );
}

function sampleForm(x: Exchange, person: SamplePerson, index: number, next: string): FormModel {
  const values = { email: person.email, next: next === '/' ? person.home : next };
  const hidden = (name: string) => ({ name, kind: 'hidden' as const, label: 'accounts.sign-in.email' });
  const form = x.form(
    {
      action: '/sign-in/sample',
      submit: 'accounts.sign-in.sample-submit',
      submitArgs: { name: person.name },
      submitVariant: 'quiet',
      idPrefix: `sample-${index}-`,
      fields: [hidden('email'), hidden('next')],
    },
    blank(values),
  );
  return form;
}

export function codePage(x: Exchange, state: FormState, email: string, showsMailbox: boolean): Page {
  const title = x.t('accounts.code.title');
  const form = x.form(
    {
      action: '/sign-in/code',
      submit: 'accounts.code.submit',
      fields: [
        {
          name: 'code',
          kind: 'text',
          label: 'accounts.code.code',
          hint: 'accounts.code.code-hint',
          autocomplete: 'one-time-code',
          inputmode: 'numeric',
          maxlength: 20,
        },
      ],
    },
    state,
  );
  return x.page(
    'accounts/code',
    {
      title,
      lead: x.t('accounts.code.sent', { email }),
      form,
      again: x.t('accounts.code.again'),
      mailbox: showsMailbox ? x.t('accounts.code.mailbox') : null,
    },
    { title },
  );
}

export function linkPage(x: Exchange, state: FormState): Page {
  const title = x.t('accounts.link.title');
  const form = x.form(
    {
      action: '/sign-in/link',
      submit: 'accounts.link.submit',
      fields: [{ name: 'token', kind: 'hidden', label: 'accounts.link.title' }],
    },
    state,
  );
  return x.page('accounts/link', { title, lead: x.t('accounts.link.lead'), form }, { title });
}

export function namePage(x: Exchange, state: FormState): Page {
  const title = x.t('accounts.name.title');
  const form = x.form(
    {
      action: '/account/name',
      submit: 'accounts.name.submit',
      fields: [
        {
          name: 'name',
          kind: 'text',
          label: 'accounts.name.name',
          hint: 'accounts.name.name-hint',
          autocomplete: 'name',
          maxlength: 120,
        },
        { name: 'next', kind: 'hidden', label: 'accounts.name.name' },
      ],
    },
    state,
  );
  return x.page('accounts/name', { title, form }, { title });
}
