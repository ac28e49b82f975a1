import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { Dice } from '../../../kernel/dice.js';
import { RefusedError } from '../../../kernel/refusal.js';
import { Config } from '../../config/config.js';
import { Reader, sql } from '../../database/reader.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import {
  ADDRESS_CEILING,
  challengeText,
  GUARDED_FORMS,
  isSuspicious,
  networkOf,
  parseAnswer,
  WORK_LIFE_MS,
  WORK_NUMBERS,
  workText,
  type GuardedForm,
  type WorkChallenge,
} from '../../domain/index.js';
import { HourlyCounts } from '../../limits/hourly-counts.js';
import { Retention } from '../../retention/retention.js';
import { FormBudget, SolvedWork } from './form-guard.entity.js';

/** Counts and used proofs: of no use once their hour is over. */
const GUARD_KEPT_DAYS = 1;

/** What came with a guarded form, beside what was typed. */
export interface SentForm {
  readonly form: GuardedForm;
  readonly formId: string;
  /** `account:…`, `guest:…` or `browser:…`. */
  readonly person: string;
  /** The secret of the private link that it came by; null for none. */
  readonly link: string | null;
  readonly address: string;
  readonly trap: string;
  readonly issued: string;
  readonly answer: unknown;
  /** Whether its sender chose to wait for a person instead of letting the browser compute. */
  readonly waits: boolean;
  /** Whether who sends it proved an e-mail address: then haste is no sign of a machine. */
  readonly isKnown: boolean;
}

/** What the guard thinks of a form that it lets through. */
export interface Screening {
  /** Should be seen by a person before it is public. */
  readonly isSuspicious: boolean;
}

/**
 * Stands before every form that anybody may send. It keeps machines out without asking anybody else and without locking people out: a trap, the
 * time a form took, and budgets that count by person, then by private link, and by network address only far beyond what people do. Above a
 * budget the browser must compute something, or a person sees first what was sent.
 */
@Injectable()
export class FormGuard implements OnModuleInit {
  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly dice: Dice,
    private readonly config: Config,
    private readonly work: UnitOfWork,
    private readonly retention: Retention,
    private readonly counts: HourlyCounts,
  ) {}

  onModuleInit(): void {
    this.retention.keep({
      name: 'web.counts',
      days: GUARD_KEPT_DAYS,
      forget: async (before) =>
        (await this.work.em.nativeDelete(FormBudget, { windowStart: { $lt: before } })) +
        (await this.work.em.nativeDelete(SolvedWork, { expiresAt: { $lt: before } })),
    });
  }

  /** A signed time for a form to carry. */
  issue(): string {
    const at = String(this.clock.now().getTime());
    return `${at}.${this.sign('form time', at)}`;
  }

  /** When a form with this sign was issued; null when the signature does not hold. */
  issuedAt(token: unknown): Date | null {
    const [at = '', signature = ''] = typeof token === 'string' ? token.split('.') : [];
    return this.holds('form time', at, signature) ? new Date(Number(at)) : null;
  }

  /** Lets a form through or refuses it with `form-needs-work` (429). A form that was done before is let through: it does nothing again. */
  async screen(sent: SentForm): Promise<Screening> {
    if (await this.wasDone(sent.formId)) return { isSuspicious: false };
    const { canBeHeld } = GUARDED_FORMS[sent.form];
    const looksLikeMachine = this.looksLikeMachine(sent);
    const isOver = await this.isOverBudget(sent);
    if (!isOver && (canBeHeld || !looksLikeMachine)) return { isSuspicious: looksLikeMachine };
    if (await this.isSolved(sent)) return { isSuspicious: looksLikeMachine && canBeHeld };
    if (canBeHeld && sent.waits) return { isSuspicious: true };
    throw new RefusedError({ code: canBeHeld ? 'form-needs-work' : 'form-needs-work-only' }, 429);
  }

  private looksLikeMachine({ form, trap, issued, isKnown }: SentForm): boolean {
    const sentAt = this.clock.now();
    if (isKnown || !GUARDED_FORMS[form].needsTime) return trap !== '';
    return isSuspicious({ trap, startedAt: this.issuedAt(issued), sentAt });
  }

  /** A computation for this form to bring along. */
  challenge(formId: string): WorkChallenge {
    const salt = Buffer.from(this.dice.bytes(16)).toString('base64url');
    const expires = this.clock.now().getTime() + WORK_LIFE_MS;
    const number = this.dice.below(WORK_NUMBERS);
    const unsigned = {
      salt,
      expires,
      formId,
      target: sha256(workText({ salt, expires, formId }, number)),
      below: WORK_NUMBERS,
    };
    return { ...unsigned, signature: this.sign('form work', challengeText(unsigned)) };
  }

  /** Counts the form for its sender, and tells whether any of the budgets is spent. */
  private async isOverBudget({ form, person, link, address }: SentForm): Promise<boolean> {
    const { perHour } = GUARDED_FORMS[form];
    const limits = [
      { what: [form, 'person', person], most: perHour },
      ...(link ? [{ what: [form, 'link', link], most: perHour }] : []),
      { what: [form, 'network', networkOf(address)], most: ADDRESS_CEILING },
    ];
    const counts = await this.counts.add(limits.map(({ what }) => what));
    return limits.some(({ most }, index) => (counts[index] ?? 0) > most);
  }

  /** Whether the form brings the right number of a challenge that is ours, is this form's, has not ended and was used by no other. */
  private async isSolved({ answer: text, formId }: SentForm): Promise<boolean> {
    const answer = parseAnswer(text);
    const now = this.clock.now();
    if (!answer || answer.expires <= now.getTime() || answer.number >= WORK_NUMBERS) return false;
    const { salt, expires, signature } = answer;
    const target = sha256(workText({ salt, expires, formId }, answer.number));
    if (!this.holds('form work', challengeText({ salt, expires, formId, target, below: WORK_NUMBERS }), signature)) return false;
    const used = await this.reader.first(sql<{ formId: string }>`
      insert into solved_work (challenge, form_id, expires_at) values (${signature}, ${formId}, ${new Date(expires)})
      on conflict (challenge) do update set form_id = solved_work.form_id returning form_id as "formId"`);
    return used?.formId === formId;
  }

  private async wasDone(formId: string): Promise<boolean> {
    return (await this.reader.first(sql`select 1 from form_receipt where form_id = ${formId} and location is not null`)) !== null;
  }

  private sign(purpose: string, text: string): string {
    return createHmac('sha256', this.config.key(purpose)).update(text).digest('base64url');
  }

  private holds(purpose: string, text: string, signature: string): boolean {
    const [expected, given] = [Buffer.from(this.sign(purpose, text)), Buffer.from(signature)];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
