/** Who acts on a board. */

export const BOARD_ROLES = ['participant', 'facilitator', 'observer'] as const;
export type BoardRole = (typeof BOARD_ROLES)[number];

/**
 * What somebody may do on a board: `write` their own notes, `arrange` (move and stack) anybody's, give `dot`s and reactions,
 * `record` (read hidden notes and names, enter notes for others, mend words) and `facilitate`.
 */
export const CAPABILITIES = ['write', 'arrange', 'dot', 'record', 'facilitate'] as const;
export type Capability = (typeof CAPABILITIES)[number];

export interface BoardActor {
  readonly id: string;
  /** The name signed under notes. */
  readonly name: string;
  readonly role: BoardRole;
  readonly sector: string | null;
  readonly capabilities: readonly Capability[];
}

const CAPABILITIES_OF: Readonly<Record<BoardRole, readonly Capability[]>> = {
  participant: ['write', 'arrange', 'dot'],
  facilitator: CAPABILITIES,
  observer: [],
};

/** What a role may do unless somebody decided otherwise for one person (a rapporteur is a participant who may also `record`). */
export const capabilitiesOf = (role: BoardRole): readonly Capability[] => CAPABILITIES_OF[role];

export const can = (actor: BoardActor, capability: Capability): boolean => actor.capabilities.includes(capability);
