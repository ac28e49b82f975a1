/** What people can refuse to get more of, one by one. Mails that answer an act of their reader (a code, a receipt) are on no list. `co-authors`: that somebody asks them to sign a proposal. */
export const MAIL_LISTS = ['outreach', 'digest', 'co-authors'] as const;
export type MailList = (typeof MAIL_LISTS)[number];

export const isMailList = (text: string): text is MailList => (MAIL_LISTS as readonly string[]).includes(text);
