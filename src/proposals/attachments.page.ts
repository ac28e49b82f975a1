import { localized } from '../kernel/localized.js';
import type { FormModel, LinkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { fileFields, filesModel, sizeText, smallPicture, type FilesModel, type FilesShown } from './attachment-form.js';
import { fileName, proposalNumber, receiptPath, type AttachmentRow } from './domain/index.js';
import type { MapData } from './map.queries.js';
import { PLACE_FIELDS, placeModel, type PlaceModel } from './place.form.js';
import { breadcrumb } from './proposal.page.js';
import type { Receipt } from './receipt.page.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/files': { title: string; lead: string; form: FormModel; place: PlaceModel; files: FilesModel; back: LinkModel };
  }
}

export interface AttachmentsModel {
  title: string;
  /** Of the words beside files, where it is not the page's. */
  lang: string | null;
  pictures: { src: string; width: number; height: number; alt: string; href: string; caption: string | null }[];
  documents: { text: string; href: string; about: string }[];
}

/** An attachment with where it is read, and the number of the proposal that it came with when that is another. */
export type ShownAttachment = AttachmentRow & { readonly folder: string; readonly from: string | null };

/** Images and documents as a proposal's page shows them; null for none. What nobody has described yet is not shown. */
export function attachmentsModel(
  x: Exchange,
  attachments: readonly ShownAttachment[],
  lang: string | null,
): AttachmentsModel | null {
  const shown = attachments.filter(({ about }) => about !== '');
  if (shown.length === 0) return null;
  const { t } = x;
  const origin = ({ question, from }: ShownAttachment): string[] => [
    ...(question ? [localized(question.label, x.locale)] : []),
    ...(from ? [t('proposals.files.from', { number: from })] : []),
  ];
  const href = (each: ShownAttachment): string => `${each.folder}/${fileName(each.key, each.type)}`;
  return {
    title: t('proposals.files.title'),
    lang,
    pictures: shown.flatMap((each) => {
      const picture = smallPicture(each, (name) => `${each.folder}/${name}`);
      return picture ? [{ ...picture, alt: each.about, href: href(each), caption: origin(each).join(' ') || null }] : [];
    }),
    documents: shown
      .filter(({ smallKey }) => smallKey === null)
      .map((each) => ({
        text: each.about,
        href: href(each),
        about: [t(`proposals.files.kind.${each.type}`), sizeText(x, each.bytes), ...origin(each)].join(', '),
      })),
  };
}

/** Where an author says the place of a proposal that was sent, and adds, describes and takes away its files. */
export function filesPage(
  x: Exchange,
  { process, proposal, secret }: Receipt,
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
      back: link(x.t('proposals.revise.back'), receiptPath(secret)),
    },
    { title, process: process.slug, breadcrumb: breadcrumb(x, process), scripts: ['writing'], mayAskPlace: true },
  );
}
