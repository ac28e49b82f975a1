import type { FormModel, LinkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { fileFields, filesModel, type FilesModel, type FilesShown } from './attachment-form.js';
import { proposalNumber } from './domain/index.js';
import type { MapData } from './map.queries.js';
import { PLACE_FIELDS, placeModel, type PlaceModel } from './place.form.js';
import { breadcrumb } from './proposal.page.js';
import type { Receipt } from './receipt.page.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/files': { title: string; lead: string; form: FormModel; place: PlaceModel; files: FilesModel; back: LinkModel };
  }
}

/** Where an author says the place of a proposal that was sent, and adds, describes and takes away its files. */
export function filesPage(
  x: Exchange,
  { process, proposal, path }: Receipt,
  shown: FilesShown & { map: MapData | null },
  state: FormState,
): Page {
  const title = x.t('proposals.files.manage-title', { number: proposalNumber(proposal.number) });
  const form = x.form(
    { action: shown.action, submit: 'proposals.files.save', fields: [...PLACE_FIELDS, ...fileFields(x, shown)] },
    state,
  );
  return x.page(
    'proposals/files',
    {
      title,
      lead: x.t('proposals.files.manage-lead'),
      form,
      place: placeModel(x, form, shown.map),
      files: filesModel(x, form, shown),
      back: link(x.t('proposals.revise.back'), path()),
    },
    { title, process: process.slug, breadcrumb: breadcrumb(x, process), scripts: ['writing'], mayAskPlace: true },
  );
}
