import { createHmac } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Dice } from '../../kernel/dice.js';
import { RefusedError } from '../../kernel/refusal.js';
import { Config } from '../config/config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Retention } from '../retention/retention.js';
import { seeOther, type Redirect } from './reply.js';
import { SESSION_DAYS } from './session.js';
import { openSealed, sealText } from './sealed.js';

interface Receipt {
  sent_by: string;
  route: string;
  location: string | null;
  flash: Redirect['flash'];
}

/** As long as a session, so that a form sent again from any page that may still be open is known. */
export const FORMS_KEPT_DAYS = SESSION_DAYS;

interface SentForm {
  readonly formId: string;
  readonly by: string;
  readonly route: string;
}

/**
 * Does a form once, however often it arrives: sequentially, in parallel or after a lost answer. The receipt is written first, in the use case's
 * own transaction; a second one waits on its unique key until the first has committed, and is then led to the same page. The address of a form
 * may be a private link, so the receipt keeps a keyed hash of where it was sent, and where it led to sealed.
 */
@Injectable()
export class Once implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly dice: Dice,
    private readonly config: Config,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.retention.keep({
      name: 'web.forms',
      days: FORMS_KEPT_DAYS,
      forget: async (before) => {
        const gone = await this.unitOfWork.em.execute<unknown[]>(
          'delete from form_receipt where created_at < ? returning form_id',
          [before],
        );
        return gone.length;
      },
    });
  }

  /** `by` and `route` bind the id, so that nobody learns another's outcome by guessing it. */
  async perform(sent: SentForm, work: () => Promise<Redirect>): Promise<Redirect> {
    const form = { ...sent, route: createHmac('sha256', this.key).update(sent.route).digest('base64url') };
    const outcome = await this.unitOfWork.run(async (em) => {
      const inserted: unknown[] = await em.execute(
        'insert into form_receipt (form_id, sent_by, route, created_at) values (?, ?, ?, ?) on conflict (form_id) do nothing returning form_id',
        [form.formId, form.by, form.route, this.clock.now()],
      );
      if (inserted.length === 0)
        return this.outcome(
          form,
          await em.execute('select sent_by, route, location, flash from form_receipt where form_id = ?', [form.formId]),
        );
      const redirect = await work().catch(kept);
      if (redirect instanceof RefusedError) {
        await em.execute('delete from form_receipt where form_id = ?', [form.formId]);
        return redirect;
      }
      await em.execute('update form_receipt set location = ?, flash = ?::jsonb where form_id = ?', [
        sealText(this.key, redirect.to, this.dice.bytes(12)),
        JSON.stringify(redirect.flash),
        form.formId,
      ]);
      return redirect;
    });
    if (outcome instanceof RefusedError) throw outcome;
    return outcome;
  }

  private outcome(form: SentForm, rows: Receipt[]): Redirect {
    const receipt = rows[0];
    const isOwn = receipt?.route === form.route && (receipt.sent_by === form.by || receipt.sent_by === 'visitor');
    const location = isOwn && receipt.location ? openSealed(this.key, receipt.location) : null;
    if (!receipt || !location) throw new RefusedError({ code: 'form-already-used' }, 409);
    return seeOther(location, receipt.flash?.key ?? null, receipt.flash?.args);
  }

  private get key(): Buffer {
    return this.config.key('form receipt');
  }
}

/** A refusal that keeps its work is an outcome of the transaction; everything else ends it. */
function kept(error: unknown): RefusedError {
  if (error instanceof RefusedError && error.keepsWork) return error;
  throw error;
}
