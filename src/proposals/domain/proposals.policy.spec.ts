import { describe, expect, it } from '@jest/globals';
import { VISITOR, type Standing } from '../../kernel/actor.js';
import type { RoleHeld } from '../../kernel/role.js';
import type { Feature } from '../../process/domain/index.js';
import { mayAsAuthor, mayAuthorship, mayProposal, mayProposals, type ProposalFacts } from './index.js';

const proposal = (over: Partial<ProposalFacts> = {}, ...features: Feature[]): ProposalFacts => ({
  processId: 'p',
  slug: 'p',
  isPublic: true,
  features: new Set(features),
  proposalId: 'x',
  number: 1,
  state: 'published',
  accountId: 'author',
  isConfirmed: true,
  authorIds: ['author'],
  areaIds: [],
  ...over,
});
const account = (id: string, ...roles: RoleHeld[]): Standing => ({
  actor: { kind: 'account', id, name: id, isAdministrator: false },
  roles,
});
const visitor: Standing = { actor: VISITOR, roles: [] };
const ana = account('ana', { role: 'coordinator', areaId: null });
const rita = account('rita', { role: 'reviewer', areaId: 'trees' });
const fran = account('fran');

describe('a proposal', () => {
  it('is sent by anybody, while the call is open', () => {
    expect(mayProposals(visitor, 'proposal.submit', proposal({}, 'propose'))).toBeNull();
    expect(mayProposals(visitor, 'proposal.submit', proposal({}, 'review'))).toEqual({ code: 'call-not-open' });
    expect(mayProposals(visitor, 'proposal.submit', proposal({ isPublic: false }, 'propose'))).toEqual({ code: 'not-found' });
  });

  it('that is held is known to its author and the team alone', () => {
    const held = proposal({ state: 'held' });
    for (const who of [visitor, fran, rita]) expect(mayProposal(who, 'proposal.view', held)).toEqual({ code: 'not-found' });
    for (const who of [ana, account('author')]) expect(mayProposal(who, 'proposal.view', held)).toBeNull();
  });

  it('leaves its page behind when it was hidden or withdrawn', () => {
    for (const state of ['hidden', 'withdrawn'] as const)
      expect(mayProposal(visitor, 'proposal.view', proposal({ state }))).toBeNull();
  });

  it('is endorsed once signed in, by others than its author, until it has its answer', () => {
    expect(mayProposal(fran, 'proposal.endorse', proposal({}, 'propose'))).toBeNull();
    expect(mayProposal(visitor, 'proposal.endorse', proposal({}, 'propose'))).toEqual({ code: 'sign-in-first' });
    expect(mayProposal(account('author'), 'proposal.endorse', proposal({}, 'propose'))).toEqual({ code: 'endorsing-own' });
    expect(mayProposal(fran, 'proposal.endorse', proposal({}, 'meet'))).toEqual({ code: 'endorsing-closed' });
    expect(mayProposal(fran, 'proposal.endorse', proposal({ state: 'carried-over' }, 'propose'))).toEqual({
      code: 'endorsing-closed',
    });
  });

  it('is reviewed by the reviewers of its areas only; for the others it is not there', () => {
    const sent = proposal({ state: 'in-review', areaIds: ['trees'] }, 'review');
    expect(mayProposal(rita, 'proposal.review', sent)).toBeNull();
    expect(mayProposal(rita, 'proposal.review', { ...sent, areaIds: ['health'] })).toEqual({ code: 'not-found' });
    expect(mayProposal(ana, 'proposal.review', sent)).toEqual({ code: 'only-reviewers' });
    expect(mayProposal(fran, 'proposal.review', sent)).toEqual({ code: 'only-reviewers' });
    expect(mayProposal(rita, 'proposal.review', { ...sent, features: new Set() })).toEqual({ code: 'reviews-closed' });
  });

  it('is sorted out by coordinators', () => {
    expect(mayProposals(ana, 'proposal.triage', proposal())).toBeNull();
    expect(mayProposals(rita, 'proposal.triage', proposal())).toEqual({ code: 'only-coordinators' });
    expect(mayProposal(fran, 'proposal.screen', proposal())).toEqual({ code: 'only-coordinators' });
  });
});

describe('the account that sent it', () => {
  it('does what the private link lets its holder do, and nobody else does', () => {
    expect(mayAuthorship(account('author'), 'revise', proposal({}, 'propose'))).toBeNull();
    expect(mayAuthorship(account('author'), 'revise', proposal())).toEqual({ code: 'call-not-open' });
    expect(mayAuthorship(account('author'), 'view', proposal({ state: 'held' }))).toBeNull();
    expect(mayAuthorship(ana, 'view', proposal())).toEqual({ code: 'not-yours' });
    expect(mayAuthorship(visitor, 'view', proposal())).toEqual({ code: 'sign-in-first' });
    expect(mayAuthorship(fran, 'view', proposal({ state: 'held' }))).toEqual({ code: 'not-found' });
    expect(mayAuthorship(account('author'), 'view', proposal({ accountId: null }))).toEqual({ code: 'not-yours' });
  });
});

describe('co-authors', () => {
  it('are invited to what is in sight and has no answer, by somebody whose mailbox is known', () => {
    const unproven = { accountId: null, isConfirmed: false };
    expect(mayAsAuthor('invite', proposal({ state: 'on-the-table' }))).toBeNull();
    expect(mayAsAuthor('invite', proposal({ accountId: null }))).toBeNull();
    expect(mayAsAuthor('invite', proposal({ isConfirmed: false }))).toBeNull();
    expect(mayAsAuthor('invite', proposal(unproven))).toEqual({ code: 'confirm-address-first' });
    expect(mayAsAuthor('invite', proposal({ state: 'held' }))).toEqual({ code: 'co-authors-once-public' });
    expect(mayAsAuthor('invite', proposal({ state: 'merged' }))).toEqual({ code: 'proposal-already-answered' });
    expect(mayAsAuthor('invite', proposal({ state: 'hidden' }))).toEqual({ code: 'proposal-gone' });
  });

  it('are let go as long as the proposal is there', () => {
    expect(mayAsAuthor('dismiss', proposal({ state: 'merged' }))).toBeNull();
    expect(mayAsAuthor('dismiss', proposal({ state: 'withdrawn' }))).toEqual({ code: 'proposal-gone' });
  });
});

describe('the author', () => {
  it('reads it always', () => {
    for (const state of ['held', 'hidden', 'withdrawn', 'in-a-commitment'] as const) {
      expect(mayAsAuthor('view', proposal({ state }))).toBeNull();
    }
  });

  it('changes the text while the call is open and nobody reviews it yet', () => {
    expect(mayAsAuthor('revise', proposal({}, 'propose'))).toBeNull();
    expect(mayAsAuthor('revise', proposal())).toEqual({ code: 'call-not-open' });
    expect(mayAsAuthor('revise', proposal({ state: 'in-review' }, 'propose'))).toEqual({ code: 'proposal-under-review' });
  });

  it('takes it back until it has its answer', () => {
    expect(mayAsAuthor('withdraw', proposal({ state: 'on-the-table' }))).toBeNull();
    expect(mayAsAuthor('withdraw', proposal({ state: 'not-taken-up' }))).toEqual({ code: 'proposal-already-answered' });
    expect(mayAsAuthor('withdraw', proposal({ state: 'withdrawn' }))).toEqual({ code: 'proposal-gone' });
  });
});
