import { defineEntity, p } from '@mikro-orm/core';

const EventDeliverySchema = defineEntity({
  name: 'EventDelivery',
  tableName: 'event_delivery',
  indexes: [
    {
      name: 'event_delivery_waiting',
      expression: 'create index "event_delivery_waiting" on "event_delivery" ("due_at", "seq") where "delivered_at" is null',
    },
  ],
  properties: {
    eventId: p.uuid().primary(),
    listener: p.string().length(80).primary(),
    seq: p.integer(),
    dueAt: p.datetime().length(3),
    attempts: p.integer().default(0),
    deliveredAt: p.datetime().length(3).nullable(),
    error: p.string().length(300).nullable(),
  },
});

/** That one listener has or has not yet been told of one event. Kept apart from the event, which never changes. */
export class EventDelivery extends EventDeliverySchema.class {}
EventDeliverySchema.setClass(EventDelivery);
