import { defineEntity, p } from '@mikro-orm/core';
import { Process } from '../process/index.js';
import { Proposal } from './proposal.entity.js';

const ProposalSourceSchema = defineEntity({
  name: 'ProposalSource',
  tableName: 'proposal_source',
  uniques: [{ properties: ['process', 'name', 'key'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    proposal: () => p.oneToOne(Proposal).ref().owner(),
    /** The import that brought it. */
    importId: p.uuid().index(),
    /** Where it was published first, in words: "Decidim Barcelona". Public. */
    name: p.string().length(120),
    /** What it is called there; null where the file did not say. */
    key: p.string().length(120).strictNullable(),
    url: p.text().strictNullable(),
    /** How many supported it there. Shown as that, and never added to ours. */
    supports: p.integer().strictNullable(),
    latitude: p.double().strictNullable(),
    longitude: p.double().strictNullable(),
    /** So many versions of its text came with it. */
    versions: p.integer(),
    at: p.datetime(),
  },
});

/** Where an imported proposal comes from. */
export class ProposalSource extends ProposalSourceSchema.class {}
ProposalSourceSchema.setClass(ProposalSource);
