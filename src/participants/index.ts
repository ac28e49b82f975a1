export { Invitation, Organisation, RoleGrant } from './participant.entity.js';
export { ParticipantsModule } from './participants.module.js';
export { PersonalLinks } from './personal-links.js';
export { ParticipantsQueries, type HolderRow, type PersonRow } from './participants.queries.js';
export { ParticipantsService, type OrganisationDescription } from './participants.service.js';
