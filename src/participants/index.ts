export { Invitation, Organisation, RoleGrant } from './participant.entity.js';
export { ParticipantsModule } from './participants.module.js';
export { ParticipantsQueries, type PersonRow } from './participants.queries.js';
export { ParticipantsService } from './participants.service.js';
