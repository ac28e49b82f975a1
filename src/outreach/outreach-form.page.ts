import type { FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { Page } from '../platform/web/reply.js';
import { breadcrumb } from './outreach-words.js';

interface OutreachForm {
  title: string;
  lead: string;
  form: FormModel;
  /** Reads a file into the field of this id, where scripts run. */
  file: { fieldId: string; label: string } | null;
  /** Taking away what the form is about. */
  removal: { title: string; text: string; form: FormModel } | null;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'outreach/form': OutreachForm;
  }
}

/** A page that is one form. */
export const formPage = (x: Exchange, slug: string, model: OutreachForm, trail = breadcrumb(x, slug)): Page =>
  x.page('outreach/form', model, { title: model.title, process: slug, breadcrumb: trail });
