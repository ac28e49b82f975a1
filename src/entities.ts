import type { EntityList } from './platform/database/database.js';
import { PLATFORM_ENTITIES } from './platform/entities.js';

/**
 * Every entity of the product: add yours here, from its own file (`./proposals/proposal.entity.js`), in the level order of the modules,
 * then run `npm run migration:initial`.
 */
export const ENTITIES: EntityList = [...PLATFORM_ENTITIES];
