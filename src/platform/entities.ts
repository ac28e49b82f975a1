import type { EntityList } from './database/database.js';
import { SequenceCounter } from './database/sequence.js';
import { EventDelivery } from './events/event-delivery.entity.js';
import { RecordedEvent } from './events/recorded-event.entity.js';
import { StoredFile } from './files/stored-file.entity.js';
import { MailSuppression } from './mail/mail-suppression.entity.js';
import { OutgoingMail } from './mail/outgoing-mail.entity.js';

export const PLATFORM_ENTITIES: EntityList = [
  EventDelivery,
  MailSuppression,
  OutgoingMail,
  RecordedEvent,
  SequenceCounter,
  StoredFile,
];
