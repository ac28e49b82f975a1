export { Account, SignInCode, SignInSession } from './account.entity.js';
export { AccountsModule } from './accounts.module.js';
export { AccountsQueries } from './accounts.queries.js';
export { AccountsService, actorFor } from './accounts.service.js';
export { SamplePeople, type SamplePerson } from './sample-people.js';
export { SignInService } from './sign-in.service.js';
