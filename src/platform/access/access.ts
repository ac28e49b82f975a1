import { Injectable, SetMetadata } from '@nestjs/common';
import type { Actor, Standing } from '../../kernel/actor.js';
import { RefusedError, notFound, type Refusal } from '../../kernel/refusal.js';
import type { RoleHeld } from '../../kernel/role.js';

export const ACCESS = 'mesa:access';

/** What a route or a socket event says about who may use it. */
export type AccessMark = { readonly open: true } | { readonly action: string } | { readonly guardedBy: SocketGuard };

/** Ports that a gateway asks at every message, where what may be done depends on more than an action: `board-access` is boards' BoardAccess. */
export type SocketGuard = 'board-access';

/** Anybody may use this route: it decides nothing and shows only what is public. */
export const Public = () => SetMetadata(ACCESS, { open: true } satisfies AccessMark);

/** Only who may do `action` (a name registered with AccessRules, such as `proposal.withdraw`) may use this route. */
export const Can = (action: string) => SetMetadata(ACCESS, { action } satisfies AccessMark);

/** For a socket event only: its gateway asks this port itself, at every message. An HTTP route with this mark is closed to all. */
export const GuardedBy = (guardedBy: SocketGuard) => SetMetadata(ACCESS, { guardedBy } satisfies AccessMark);

/** Gives the roles an actor holds in a process. Implemented by the module that knows who takes part. */
export abstract class RoleSource {
  abstract rolesIn(processId: string, actor: Actor): Promise<RoleHeld[]>;
}

/** The least that a rule must know of what is asked for: the process whose roles count, or null when no process is concerned. */
export interface Facts {
  readonly processId: string | null;
}

export type RouteParams = Readonly<Record<string, string>>;

/**
 * A rule: `facts` finds, from the route's parameters, the plain facts that the policy needs (null: no such thing, 404);
 * `may` is the module's pure policy. A refusal with code `not-found` hides that the thing exists.
 */
export interface AccessRule<F extends Facts> {
  facts(params: RouteParams, actor: Actor): Promise<F | null>;
  may(who: Standing, facts: F): Refusal | null;
}

/** Every action of the product with its rule. Modules register theirs at start; the guard asks here. */
@Injectable()
export class AccessRules {
  private readonly rules = new Map<string, AccessRule<Facts>>();

  constructor(private readonly roles: RoleSource) {}

  register<F extends Facts>(action: string, rule: AccessRule<F>): void {
    if (this.rules.has(action)) throw new Error(`The action ${action} already has a rule`);
    this.rules.set(action, rule as unknown as AccessRule<Facts>);
  }

  actions(): string[] {
    return [...this.rules.keys()].sort();
  }

  /** The actor with the roles held in the process of these facts. */
  async standing(actor: Actor, processId: string | null): Promise<Standing> {
    return { actor, roles: processId && actor.id ? await this.roles.rolesIn(processId, actor) : [] };
  }

  /** The facts when the actor may; throws RefusedError (404 when there is no such thing or it must stay unknown, 403 else) when not. */
  async check(action: string, params: RouteParams, actor: Actor): Promise<{ facts: Facts; who: Standing }> {
    const rule = this.rules.get(action);
    if (!rule) throw new Error(`No rule is registered for the action ${action}`);
    const facts = await rule.facts(params, actor);
    if (!facts) throw notFound();
    const who = await this.standing(actor, facts.processId);
    const refusal = rule.may(who, facts);
    if (!refusal) return { facts, who };
    throw refusal.code === 'not-found' ? notFound() : new RefusedError(refusal, 403);
  }
}
