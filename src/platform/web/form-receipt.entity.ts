import { defineEntity, p } from '@mikro-orm/core';

/** That a form was done, and where its sender was led: the memory behind idempotent posts. Not kept for ever: see `once.ts`. */
const FormReceiptSchema = defineEntity({
  name: 'FormReceipt',
  tableName: 'form_receipt',
  properties: {
    formId: p.uuid().primary(),
    /** Who sent it: an actor's id, or `visitor`. */
    sentBy: p.string().length(64),
    /** A keyed hash of the address it was sent to. */
    route: p.text(),
    /** Sealed: it may be a private link. */
    location: p.text().nullable(),
    flash: p.json<{ key: string; args?: Record<string, string | number> }>().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

export class FormReceipt extends FormReceiptSchema.class {}
FormReceiptSchema.setClass(FormReceipt);
