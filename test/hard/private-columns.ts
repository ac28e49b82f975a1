import type { Principal } from '../world/furnished.js';

/** What is private of a column: of which rows (all, unless told otherwise), how it is planted, and who reads it for their work. */
export interface PrivateColumn {
  readonly where?: string;
  /** SQL for the new value, with `$` where the marker stands; for a text column the marker is all of it. */
  readonly value?: string;
  readonly readBy?: readonly Principal[];
}

const TEAM: readonly Principal[] = ['moderator', 'facilitator', 'monitor'];
const unseen = (id: string): string => `${id} in (select id from proposal where state in ('held', 'hidden', 'withdrawn'))`;
const HELD = "state in ('held', 'hidden')";

/** Every column with words that not everybody may read. */
export const PRIVATE: Readonly<Record<string, PrivateColumn>> = {
  'account.email': { value: `'$' || left(md5(id::text), 6) || '@example.org'` },
  'answer_template.name': {},
  'answer_template.reasons': {},
  'area.email': { value: `'$@example.org'` },
  'attendance.needs': { value: `'["$"]'::jsonb`, readBy: ['facilitator'] },
  'co_author.email': { value: `'$' || left(md5(id::text), 6) || '@example.org'` },
  'co_author.name': { where: "accepted_at is null or sight <> 'public'" },
  'comment.author_email': { value: `'$@example.org'` },
  'comment.author_name': { where: "sight <> 'public'", readBy: ['moderator'] },
  'comment.body': { where: "sight <> 'public'", readBy: ['moderator'] },
  'comment.organisation': { where: "sight <> 'public'", readBy: ['moderator'] },
  'contact.consent_origin': {},
  'contact.email': { value: `'$' || left(md5(id::text), 6) || '@example.org'` },
  'contact.name': {},
  'contact_import.content': {},
  'follow.email': { value: `'$' || left(md5(id::text), 6) || '@example.org'` },
  'hiding_appeal.reason': { readBy: ['moderator'] },
  'hiding_appeal.words': { readBy: ['moderator'] },
  'invitation.email': { value: `'$' || left(md5(id::text), 6) || '@example.org'` },
  // What is published of minutes is a version of its own.
  'minutes.texts': { value: `(select jsonb_object_agg(key, '$') from jsonb_each(texts))`, readBy: ['facilitator'] },
  'moderation_report.words': { readBy: ['moderator'] },
  'organisation_invitation.note': {},
  'outgoing_mail.html': {},
  'outgoing_mail.recipient': { value: `'$' || left(md5(id::text), 6) || '@example.org'` },
  'outgoing_mail.subject': {},
  'outgoing_mail.text': {},
  'proposal.answers': {
    value: `'[{"id": "0193a000-0000-7000-8000-00000000abcd", "label": {"es": "Un dato"}, "kind": "line", "isPublic": false, "answer": "$"}]'::jsonb`,
  },
  'proposal.author_email': { value: `'$@example.org'` },
  'proposal.author_name': { where: HELD, readBy: TEAM },
  'proposal.body': { where: HELD, readBy: TEAM },
  'proposal.on_behalf_of': { where: HELD, readBy: TEAM },
  'proposal.title': { where: HELD, readBy: TEAM },
  'organisation.knows': {},
  'proposal.contact': { where: 'true' },
  'proposal_attachment.about': { where: `proposal_id is null or ${unseen('proposal_id')} or not is_public`, readBy: TEAM },
  'proposal_draft.author': { value: `jsonb_build_object('authorName', '$')` },
  'proposal_draft.idea': { value: `jsonb_build_object('title', '$')` },
  'proposal_draft.text': { value: `jsonb_build_object('problem', '$')` },
  'proposal_import.actor_name': {},
  'proposal_import.file_name': {},
  'proposal_import.source_name': { where: 'not exists (select 1 from proposal_source)' },
  'proposal_import_row.cells': { value: `'["$"]'::jsonb` },
  'proposal_import_row.key': {},
  'proposal_version.body': { where: unseen('proposal_id'), readBy: TEAM },
  'proposal_version.note': { where: unseen('proposal_id'), readBy: TEAM },
  'proposal_version.title': { where: unseen('proposal_id'), readBy: TEAM },
  'question.hidden_reason': { readBy: ['facilitator'] },
  'review_draft.typed': { value: `typed || '{"reasons": "$"}'::jsonb` },
  'review_note.body': {},
  'shortlist_draft.choices': {
    value: `jsonb_build_array(jsonb_build_object('proposalId', gen_random_uuid(), 'isIn', true, 'reason', '$'))`,
  },
  'sign_in_code.email': { value: `'$@example.org'` },
  'vote.reasons': { value: `'{"$": "$"}'::jsonb`, where: 'ballot_id in (select id from ballot where secret is not null)' },
};

/** Rows and words that the furnished world has none of, so that every private column has something to be planted in. */
export const MORE_ROWS: readonly string[] = [
  `update co_author set name = 'Eva', accepted_at = now(), sight = 'held'`,
  `update comment set organisation = 'Red', sight = 'held' where id = (select id from comment where subject_kind = 'sheet-field' order by id limit 1)`,
  `update hiding_appeal set reason = 'Vista.', outcome = 'upheld', decided_at = now()`,
  `update organisation set knows = 'De datos'`,
  `update organisation_invitation set note = 'Otra vez.'`,
  `update outgoing_mail set html = '<p>Hola</p>'`,
  `update proposal set contact = '4555-0101', on_behalf_of = 'Red'`,
  `insert into review_draft (id, proposal_id, area_id, typed, updated_at) select gen_random_uuid(), proposal_id, area_id, '{}', now()
    from proposal_assignment limit 1 on conflict do nothing`,
  `update proposal_attachment set is_public = false where proposal_id in (select id from proposal where number = 1)`,
  `update proposal_attachment set proposal_id = (select id from proposal where state = 'hidden' order by number limit 1)
    where proposal_id = (select id from proposal where number = 5)`,
  `update proposal_draft set text = '{}', author = '{}'`,
  `update proposal_version set note = 'Corregida'`,
  `update question set hidden_reason = 'Ofende.', hidden_at = now()`,
  `insert into shortlist_draft (theme_id, choices, updated_at) select id, '[]', now() from theme on conflict do nothing`,
  `insert into vote (voter_key, ballot_id, choices) select 'k', id, '{}' from ballot where secret is not null limit 1`,
];

/** Columns that everybody may read, or that hold no words of anybody: names of states and kinds, hashes, ids, keys, counts. */
export const OPEN = `
  account: name locale
  action_plan: name answers
  agenda_step: kind title board_kind
  answer_template: verdict
  area: name
  attendance: participant_key display_name sector organisation presence
  ballot: closing_rule papers receipts secrecy sectors question method tie_rule secret count decision_reason decided_by electorate
  ballot_option: title note_ids
  board_entry: type body sha256
  board_snapshot: sha256
  call: asks purpose contact contact_email questions outline
  call_rules: terms rules note
  co_author: locale ending sight
  comment: hidden_from stance subject_kind subject_id quote suggestion lang sector sight
  commitment_sheet: declared_origin template_key title state document
  contact_import: mapping
  continuation: kind reason decided_by undone_by undone_reason
  continuation_objection: reason answer answered_by
  continuation_part: role before
  data_file: reach format locale state filename
  event_delivery: listener error
  feasibility_review: carry carry_words cost_currency cost_period verdict reasons existing budget law responsible changes signed_by legal_basis
  follow: subject_kind subject_id locale
  form_budget: bucket
  form_receipt: sent_by route location flash
  hiding: subject_kind subject_id rule reason
  hiding_appeal: outcome
  invitation: token_hash name role
  invitation_batch: texts organisation_ids
  invitation_letter: kind locale secret_hash
  mail_at_once: address_hash
  mail_suppression: address_hash list reason
  minutes: lang
  minutes_version: texts published_by
  moderation_case: subject_kind subject_id cause decision
  moderation_report: subject_kind subject_id rule reporter
  moderation_setting: premoderation text
  news: title body
  organisation: theme_ids name sector languages
  organisation_invitation: answer
  outgoing_mail: list key kind locale state error
  own_state: name tone refines
  prioritisation: criteria
  priority_score: group marks
  process: slug name summary template embed_origins
  proposal: plain_title lang author_locale sector neighbourhood state receipt_hash hidden_from channel
  proposal_attachment: question type file_key small_key
  proposal_draft: secret_hash
  proposal_hiding: reason
  proposal_import: kind format columns mapping state counts
  proposal_import_row: outcome remarks before
  proposal_marking: name reason decided_by
  proposal_source: name key url
  publication: answers sheet_ids overridden reason
  question: text answer
  recorded_event: type actor_kind request_id body canonical prev_hash hash
  response: subject_kind subject_id disposition reason decided_by
  response_retraction: reason decided_by
  review_note: mentions
  review_redirect: reason
  role_grant: role
  roundtable: slug title summary code deputy_ids
  roundtable_proposal: why
  sequence_counter: name
  sheet_version: kind document reason
  shortlist: entries published_by
  sign_in_code: code_hash link_hash
  sign_in_session: token_hash
  solved_work: challenge
  stage: kind name
  stored_file: key
  team_act: kind steps
  theme: name description
  trace_link: from_kind from_id to_kind to_id
  verdict_ruling: verdict reason decided_by
  vote: voter_key choices
  withdrawal: reason
`;
