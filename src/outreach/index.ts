import './happenings.js';

export { BatchesService } from './batches.service.js';
export { ContactImportsService } from './contact-imports.service.js';
export { ContactsService } from './contacts.service.js';
export { InvitationsQueries } from './invitations.queries.js';
export { InvitationsService } from './invitations.service.js';
export { OutreachModule } from './outreach.module.js';
export { OutreachQueries } from './outreach.queries.js';
