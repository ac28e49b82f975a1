import { Injectable } from '@nestjs/common';
import { cleanText } from '../kernel/text.js';
import { localized } from '../kernel/localized.js';
import { Config } from '../platform/config/config.js';
import { ACCEPTED_FILES, networkOf, type FileRefusal } from '../platform/domain/index.js';
import { FileIntake, type HarmlessFile } from '../platform/files/file-intake.js';
import { HourlyCounts } from '../platform/limits/hourly-counts.js';
import type { FieldModel, FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec, FormState } from '../platform/web/forms.js';
import type { CallQuestion } from '../process/domain/index.js';
import { AttachmentsService, type FilesOwner } from './attachments.service.js';
import {
  aboutField,
  ABOUT_MAX,
  attachmentQuestions,
  fileName,
  FILES_FIELD,
  questionFilesField,
  type AttachmentRow,
} from './domain/index.js';

/** A school or a library sends this many in an hour; a machine would like more. */
const FILES_OF_A_NETWORK = 200;

type Refused = { readonly code: FileRefusal | 'files-too-often' | 'files-too-many'; readonly name: string };

/** Takes what a form brings for the files of a draft or proposal: new files, words beside those that are there, and which one goes. */
@Injectable()
export class AttachmentForm {
  constructor(
    private readonly attachments: AttachmentsService,
    private readonly intake: FileIntake,
    private readonly counts: HourlyCounts,
    private readonly config: Config,
  ) {}

  /** What can be kept is kept; the rest comes back as errors by field. */
  async take(x: Exchange, owner: FilesOwner, questions: readonly CallQuestion[]): Promise<FormState['errors']> {
    const fields = [
      { field: FILES_FIELD, question: null },
      ...attachmentQuestions(questions).map((question) => ({ field: questionFilesField(question), question })),
    ];
    const known = await this.attachments.of(owner);
    const about = new Map(known.flatMap((each) => wordsOf(x.body[aboutField(each)]).map((words) => [each.id, words])));
    const removed = typeof x.body['remove'] === 'string' ? x.body['remove'] : null;
    const errors: Record<string, FormState['errors'][string]> = {};
    for (const { field, question } of fields) {
      const { files, refused } = await this.cleaned(x, field);
      const added = files.map(({ file }) => ({ file, question }));
      const isLast = field === fields.at(-1)?.field;
      const tooMany = await this.attachments.change(owner, { added, about, removed: isLast ? removed : null });
      for (const { name } of files.slice(files.length - tooMany)) refused.push({ code: 'files-too-many', name });
      if (refused.length > 0) errors[field] = { code: 'files-refused', params: { reasons: this.reasons(x, refused) } };
    }
    return errors;
  }

  private async cleaned(
    x: Exchange,
    field: string,
  ): Promise<{ files: { name: string; file: HarmlessFile }[]; refused: Refused[] }> {
    const [files, refused]: [{ name: string; file: HarmlessFile }[], Refused[]] = [[], []];
    for (const { name, bytes } of x.files.filter((each) => each.field === field)) {
      const [sent = 0] = await this.counts.add([['files', 'network', networkOf(x.request.ip)]]);
      const isOften = sent > FILES_OF_A_NETWORK;
      const file = isOften ? 'files-too-often' : typeof bytes === 'string' ? bytes : await this.intake.clean(bytes);
      if (typeof file === 'string') refused.push({ code: file, name });
      else files.push({ name, file });
    }
    return { files, refused };
  }

  private reasons(x: Exchange, refused: readonly Refused[]): string {
    const limits = { megabytes: this.config.FILE_MEGABYTES, most: this.config.FILES_PER_PROPOSAL };
    return refused
      .map(({ code, name }) => x.t(`refusals.${code}`, { name: name || x.t('proposals.files.nameless'), ...limits }))
      .join(' ');
  }
}

/** A form that does not have the field says nothing about the words. */
const wordsOf = (typed: unknown): string[] =>
  typeof typed === 'string' ? [cleanText(typed).replace(/\s+/g, ' ').slice(0, ABOUT_MAX)] : [];

interface FileItem {
  id: string;
  /** The small picture; null for what is not one. */
  picture: { src: string; width: number; height: number } | null;
  kind: string;
  size: string;
  href: string;
  about: FieldModel;
  remove: { text: string; value: string };
}

export interface FilesModel {
  title: string;
  lead: string;
  /** The questions of the call that are answered with a file, and last the files that answer none. */
  groups: {
    id: string;
    title: string | null;
    items: FileItem[];
    choose: FieldModel | null;
    isMany: boolean;
    full: string | null;
  }[];
  accept: string;
  /** Where the buttons beside files send the form. */
  action: string;
  addText: string;
  /** For the script that sends files as soon as they are chosen. */
  busyText: string;
  failedText: string;
}

export interface FilesShown {
  readonly attachments: readonly AttachmentRow[];
  readonly questions: readonly CallQuestion[];
  readonly most: number;
  readonly megabytes: number;
  /** Where files are added, and below which each is read. */
  readonly action: string;
}

/** The fields of the section, for the form that it stands in. */
export function fileFields(x: Exchange, { attachments, questions }: FilesShown): FieldSpec[] {
  return [
    ...attachments.map((each, index): FieldSpec => ({
      name: aboutField(each),
      kind: 'text',
      label: each.type === 'webp' ? 'proposals.files.alt' : 'proposals.files.title-of',
      hint: each.type === 'webp' ? 'proposals.files.alt-hint' : undefined,
      args: { number: index + 1 },
      maxlength: ABOUT_MAX,
      autocomplete: 'off',
    })),
    ...attachmentQuestions(questions).map((question): FieldSpec => ({
      name: questionFilesField(question),
      kind: 'file',
      label: 'proposals.question',
      args: { question: localized(question.label, x.locale) },
      hint: question.isPublic ? 'proposals.question.public' : 'proposals.question.private',
      required: question.isRequired,
    })),
    { name: FILES_FIELD, kind: 'file', label: 'proposals.files.choose', hint: 'proposals.files.choose-hint', required: false },
  ];
}

/** Values of those fields as they are stored. */
export const fileValues = (attachments: readonly AttachmentRow[]): Record<string, string> =>
  Object.fromEntries(attachments.map((each) => [aboutField(each), each.about]));

export function filesModel(x: Exchange, form: FormModel, shown: FilesShown): FilesModel {
  const { t } = x;
  const item = (each: AttachmentRow): FileItem => ({
    id: `file-${each.id}`,
    picture: smallPicture(each, (name) => `${shown.action}/${name}`),
    kind: t(`proposals.files.kind.${each.type}`),
    size: sizeText(x, each.bytes),
    href: `${shown.action}/${fileName(each.key, each.type)}`,
    about: form.fields[aboutField(each)] as FieldModel,
    remove: {
      text: t('proposals.files.remove', { about: each.about || t(`proposals.files.kind.${each.type}`) }),
      value: each.id,
    },
  });
  const of = (id: string | null) => shown.attachments.filter((each) => (each.question?.id ?? null) === id);
  const asked = attachmentQuestions(shown.questions).map((question) => {
    const mine = of(question.id);
    const choose = form.fields[questionFilesField(question)] as FieldModel;
    return {
      id: choose.id,
      title: mine.length > 0 ? localized(question.label, x.locale) : null,
      items: mine.map(item),
      choose: mine.length > 0 ? null : choose,
      ...{ isMany: false, full: null },
    };
  });
  const free = of(null);
  const isFull = free.length >= shown.most;
  return {
    title: t('proposals.files.title'),
    lead: t('proposals.files.lead', { most: shown.most, megabytes: shown.megabytes }),
    groups: [
      ...asked,
      ...(shown.most > 0
        ? [
            {
              ...{ id: FILES_FIELD, title: null, items: free.map(item), isMany: true },
              choose: isFull && !form.fields[FILES_FIELD]?.error ? null : (form.fields[FILES_FIELD] as FieldModel),
              full: isFull ? t('proposals.files.full', { most: shown.most }) : null,
            },
          ]
        : []),
    ],
    accept: ACCEPTED_FILES,
    action: shown.action,
    addText: t('proposals.files.add'),
    busyText: t('proposals.files.busy', { percent: '{percent}' }),
    failedText: t('proposals.files.failed'),
  };
}

export const sizeText = ({ t }: Exchange, bytes: number): string =>
  bytes < 1_000_000
    ? t('proposals.files.kilobytes', { size: t.number(Math.max(1, Math.round(bytes / 1000))) })
    : t('proposals.files.megabytes', { size: t.number(Math.round(bytes / 100_000) / 10) });

const SMALL_SIDE = 480;

/** The small picture with its size, so that a page does not jump when it comes. */
export function smallPicture(
  { type, smallKey, width, height }: AttachmentRow,
  href: (name: string) => string,
): { src: string; width: number; height: number } | null {
  if (!smallKey || !width || !height) return null;
  const scale = Math.min(1, SMALL_SIDE / Math.max(width, height));
  return { src: href(fileName(smallKey, type)), width: Math.round(width * scale), height: Math.round(height * scale) };
}
