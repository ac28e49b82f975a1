import { localized } from '../kernel/localized.js';
import type { Exchange } from '../platform/web/exchange.js';
import { sizeText, smallPicture } from './attachment-form.js';
import { fileName, type AttachmentRow } from './domain/index.js';

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
