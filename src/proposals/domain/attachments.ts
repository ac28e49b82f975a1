import type { LocalizedText } from '../../kernel/localized.js';
import { line } from '../../kernel/text.js';
import { FILE_TYPES, type FileType } from '../../platform/domain/index.js';
import { questionField, type CallQuestion } from '../../process/domain/index.js';

export const ABOUT_MAX = 300;
/** The words beside a file: of a picture what is seen in it, of a document its title. */
export const About = line(ABOUT_MAX);

/** The fields of the form: where files are chosen, and the words beside each that was taken. */
export const FILES_FIELD = 'files';
export const questionFilesField = (question: Pick<CallQuestion, 'id'>): string => `${questionField(question)}-file`;
export const aboutField = (attachment: { readonly id: string }): string => `about-${attachment.id}`;

/** A file of a proposal, as forms, pages and files show it. */
export interface AttachmentRow {
  readonly id: string;
  readonly type: FileType;
  readonly about: string;
  readonly key: string;
  readonly smallKey: string | null;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  /** The question of the call that it answers, as it was asked; null for none. */
  readonly question: { readonly id: string; readonly label: LocalizedText } | null;
  readonly isPublic: boolean;
}

export const attachmentQuestions = (questions: readonly CallQuestion[]): CallQuestion[] =>
  questions.filter(({ kind }) => kind === 'attachment');

/** What files still lack, as codes by field: words beside each, and a file where the call demands one. */
export function lackingIn(
  attachments: readonly AttachmentRow[],
  questions: readonly CallQuestion[],
): Record<string, { readonly code: string }> {
  const nameless = attachments.filter(({ about }) => about === '');
  const unanswered = attachmentQuestions(questions).filter(
    ({ id, isRequired }) => isRequired && !attachments.some(({ question }) => question?.id === id),
  );
  return Object.fromEntries([
    ...nameless.map((each) => [aboutField(each), { code: each.type === 'webp' ? 'alt-needed' : 'title-needed' }] as const),
    ...unanswered.map((question) => [questionFilesField(question), { code: 'file-needed' }] as const),
  ]);
}

const FILE_NAME = /^([0-9a-f]{32})\.([a-z]{3,4})$/;

/** `<key>.<type>`, the last part of a file's address. */
export const fileName = (key: string, type: FileType): string => `${key}.${type}`;

export function parseFileName(text: string): { key: string; type: FileType } | null {
  const [, key, type] = FILE_NAME.exec(text) ?? [];
  return key && type && type in FILE_TYPES ? { key, type: type as FileType } : null;
}

/** The name that a document is saved under: what it is of, and its title in letters that every system takes. */
export function savedName(number: string, { about, type }: Pick<AttachmentRow, 'about' | 'type'>): string {
  const words = about
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${[number, words].filter(Boolean).join('-')}.${type}`;
}
