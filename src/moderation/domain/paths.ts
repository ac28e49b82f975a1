import type { Subject } from '../../kernel/subject.js';
import { processPath, staffProcessPath } from '../../process/domain/index.js';

/** Addresses of moderation. */
export const moderationPath = (process: string): string => processPath(process, 'moderation');
export const reportPath = (process: string, subject: Subject): string =>
  processPath(process, 'moderation', subject.kind, encodeURIComponent(subject.id), 'report');
export const queuePath = (process: string, ...rest: string[]): string => staffProcessPath(process, 'moderation', ...rest);
export const casePath = (process: string, subject: Subject, ...rest: string[]): string =>
  queuePath(process, subject.kind, encodeURIComponent(subject.id), ...rest);
export const appealPath = (secret: string): string => `/appeals/${secret}`;
