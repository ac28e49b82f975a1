/** Why a file is not taken; each has a sentence in the catalogues, with `name`, `most` or `types` where it needs them. */
export type FileRefusal =
  | 'file-empty'
  | 'file-unknown'
  | 'file-broken'
  | 'file-locked'
  | 'file-has-macros'
  | 'file-too-big'
  | 'picture-too-large'
  | 'files-busy';

/** The types in which files are given out, by the end of their name. */
export const FILE_TYPES = {
  webp: 'image/webp',
  pdf: 'application/pdf',
  odt: 'application/vnd.oasis.opendocument.text',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
} as const;
export type FileType = keyof typeof FILE_TYPES;

/** What a browser's chooser of files offers. What is chosen is judged by its content. */
export const ACCEPTED_FILES = '.jpg,.jpeg,.png,.webp,.gif,.pdf,.odt,.docx,.csv,.txt,image/jpeg,image/png,image/webp,image/gif';
