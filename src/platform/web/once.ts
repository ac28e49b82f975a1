import { Injectable } from '@nestjs/common';
import { RefusedError } from '../../kernel/refusal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { seeOther, type Redirect } from './reply.js';

interface Receipt {
  sent_by: string;
  route: string;
  location: string | null;
  flash: Redirect['flash'];
}

/**
 * Does a form once, however often it arrives: sequentially, in parallel or after a lost answer. The receipt is written first, in the use case's
 * own transaction; a second one waits on its unique key until the first has committed, and is then led to the same page.
 */
@Injectable()
export class Once {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** `by` and `route` bind the id, so that nobody learns another's outcome by guessing it. */
  async perform(form: { formId: string; by: string; route: string }, work: () => Promise<Redirect>): Promise<Redirect> {
    const outcome = await this.unitOfWork.run(async (em) => {
      const inserted: unknown[] = await em.execute(
        'insert into form_receipt (form_id, sent_by, route, created_at) values (?, ?, ?, now()) on conflict (form_id) do nothing returning form_id',
        [form.formId, form.by, form.route],
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
        redirect.to,
        JSON.stringify(redirect.flash),
        form.formId,
      ]);
      return redirect;
    });
    if (outcome instanceof RefusedError) throw outcome;
    return outcome;
  }

  private outcome(form: { by: string; route: string }, rows: Receipt[]): Redirect {
    const receipt = rows[0];
    if (!receipt?.location || receipt.route !== form.route || (receipt.sent_by !== form.by && receipt.sent_by !== 'visitor')) {
      throw new RefusedError({ code: 'form-already-used' }, 409);
    }
    return seeOther(receipt.location, receipt.flash?.key ?? null, receipt.flash?.args);
  }
}

/** A refusal that keeps its work is an outcome of the transaction; everything else ends it. */
function kept(error: unknown): RefusedError {
  if (error instanceof RefusedError && error.keepsWork) return error;
  throw error;
}
