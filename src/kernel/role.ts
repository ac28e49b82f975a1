/** What a person may be in one process (product.md, "People"). Everybody else is a visitor, resident or participant by relation, not by role. */
export const ROLES = ['coordinator', 'moderator', 'facilitator', 'reviewer', 'forum-member', 'monitor'] as const;
export type Role = (typeof ROLES)[number];

/** A role held in a process. `areaId` binds a reviewer to one responsible area. */
export interface RoleHeld {
  readonly role: Role;
  readonly areaId: string | null;
}
