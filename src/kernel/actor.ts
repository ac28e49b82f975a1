import type { RoleHeld, Role } from './role.js';

/**
 * Who does something: a visitor nobody knows, a guest who gave a display name to join a room, an account that proved an e-mail address,
 * or the system itself (jobs, seeds).
 */
export interface Actor {
  readonly kind: 'visitor' | 'guest' | 'account' | 'system';
  /** The account's or guest's id; null for a visitor and the system. */
  readonly id: string | null;
  /** The name to show; '' for a visitor. */
  readonly name: string;
  /** An instance administrator: may set up processes and grant roles. */
  readonly isAdministrator: boolean;
}

export const VISITOR: Actor = { kind: 'visitor', id: null, name: '', isAdministrator: false };
export const SYSTEM: Actor = { kind: 'system', id: null, name: 'Mesa Abierta', isAdministrator: true };

/** An actor and the roles held in the process at hand: the first third of every policy (role ∧ stage ∧ relation). */
export interface Standing {
  readonly actor: Actor;
  readonly roles: readonly RoleHeld[];
}

export const holds = (who: Standing, ...roles: Role[]): boolean => who.roles.some((held) => roles.includes(held.role));

export const reviewsFor = (who: Standing, areaId: string): boolean =>
  who.roles.some((held) => held.role === 'reviewer' && held.areaId === areaId);
