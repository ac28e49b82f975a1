import type { Furnished } from '../world/furnished.js';

/** The address of a route in a process: each parameter by the name and the place it has there. */
export function addressOf(route: string, place: Furnished, thing: string | null = null): string {
  const path = route.split(' ')[1] ?? '';
  const number = (): string => {
    if (path.includes('/authorship')) return place.proposals.own;
    if (path.startsWith('/p/') || path.includes('/proposals/') || path.includes('/reviews/'))
      return thing === 'held proposal' ? place.proposals.held : place.proposals.published;
    if (path.includes('/commitments/')) return String(place.sheets.published);
    return String(thing === 'unshared sheet' ? place.sheets.draft : place.sheets.shared);
  };
  const values: Record<string, () => string> = {
    process: () => place.slug,
    secret: () => secretOf(path, place),
    kind: () => 'proposal',
    subject: () => place.subject,
    part: () => place.merge.part,
    continuation: () => place.merge.id,
    // Looked for only after the permission was given.
    act: () => place.stageId,
    objection: () => place.stageId,
    component: () => 'button',
    stage: () => place.stageId,
    news: () => place.news,
    theme: () => place.themes[0]?.id ?? '',
    organisation: () => place.outreach.organisation,
    contact: () => place.outreach.contact,
    import: () => (path.includes('/exchange/') ? place.exchange.import : place.outreach.table),
    file: () => (path.includes('/files/') && !path.includes('/exchange/') ? place.file : place.exchange.file),
    batch: () => place.outreach.batch,
    invitation: () => place.outreach.invitation,
    grant: () => place.stageId,
    format: () => (path.includes('/data/') ? 'zip' : 'md'),
    version: () => '1',
    roundtable: () => place.room.slug,
    room: () => place.room.id,
    code: () => place.room.code,
    board: () => place.room.boardId,
    ballot: () => (path.endsWith('ballot.json') ? place.room.closedBallotId : place.room.ballotId),
    // Looked for only after the permission was given.
    question: () => place.stageId,
    template: () => place.stageId,
    turn: () => place.stageId,
    person: () => place.stageId,
    comment: () => (path.startsWith('/proposals/comments') ? place.voices.comment : String(place.sheets.comment)),
    coAuthor: () => place.coAuthor.id,
    follow: () => place.voices.follow,
    number,
  };
  return path.replace(/:(\w+)/g, (_, name: string) => {
    const value = values[name];
    if (!value) throw new Error(`The route ${route} has a parameter ${name} that the furnished process has no example of`);
    return value();
  });
}

function secretOf(path: string, place: Furnished): string {
  if (path.startsWith('/invitations')) return place.invitation;
  if (path.startsWith('/appeals')) return place.appeal;
  if (path.startsWith('/proposals/comments')) return place.voices.commentSecret;
  if (path.startsWith('/proposals/co-authors')) return place.coAuthor.secret;
  if (path.startsWith('/rhythm')) return place.voices.rhythm;
  if (path.startsWith('/following')) return place.voices.followSecret;
  if (path.startsWith('/proposals/continuations')) return place.merge.secret;
  if (path.startsWith('/outreach')) return place.outreach.secret;
  return path.startsWith('/unsubscribe') ? place.outreach.unsubscription : place.receipt;
}
