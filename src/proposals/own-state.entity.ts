import { defineEntity, p } from '@mikro-orm/core';
import type { LocalizedText } from '../kernel/localized.js';
import { Process } from '../process/index.js';
import type { OwnStateTone, ProposalState } from './domain/index.js';
import { Proposal } from './proposal.entity.js';

const OwnStateSchema = defineEntity({
  name: 'OwnState',
  tableName: 'own_state',
  indexes: [{ properties: ['process', 'position'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    position: p.integer(),
    name: p.json<LocalizedText>(),
    tone: p.string().length(10).$type<OwnStateTone>(),
    refines: p.string().length(30).$type<ProposalState>(),
  },
});

/** A name that a process gives to a part of a built-in state. It changes nothing of what is possible. */
export class OwnState extends OwnStateSchema.class {}
OwnStateSchema.setClass(OwnState);

const MarkingSchema = defineEntity({
  name: 'Marking',
  tableName: 'proposal_marking',
  indexes: [{ properties: ['proposal', 'at'] }],
  properties: {
    id: p.uuid().primary(),
    proposal: () => p.manyToOne(Proposal).ref(),
    /** What it was called then; null where it was taken off. */
    name: p.json<LocalizedText>().strictNullable(),
    reason: p.string().length(500),
    decidedBy: p.string().length(200),
    at: p.datetime(),
  },
});

/** That a proposal was given an own state or lost it, with the public reason. Never changes. */
export class Marking extends MarkingSchema.class {}
MarkingSchema.setClass(Marking);
