import type { INestApplicationContext } from '@nestjs/common';
import {
  BatchesService,
  ContactImportsService,
  InvitationsQueries,
  InvitationsService,
  OutreachQueries,
} from '../../outreach/index.js';
import { FindOrganisations } from '../../outreach/domain/index.js';
import { stageOf, type Cast } from '../cast.js';
import { organisations, people, process2022, proposals2022, storyNow } from '../content/content.js';
import { after, type Act } from '../storyteller.js';

const DAY_S = 24 * 3600;
const HEAD = 'Organización;Contacto;Correo;Sector;Idiomas;Origen del consentimiento;Fecha del consentimiento';
/** They are invited only now, so that their letters lie in the mailbox of whoever tries the product out. */
const LATE = ['Mapas del Barrio', 'Cátedra de Gasto Público Local', 'Colectivo Arcoíris del Sur'];

/** Whom the running call reached: a table of contacts, a batch of invitations with its answers, and one that went out this morning. */
export function outreach(story: INestApplicationContext, cast: Cast): Act[] {
  const [imports, batches] = [story.get(ContactImportsService), story.get(BatchesService)];
  const [invitations, queries] = [story.get(InvitationsService), story.get(InvitationsQueries)];
  const opened = stageOf(process2022, 'call').openedAt as string;
  const own = organisations.filter((each) => each.processes.includes('2022'));
  const processId = (): string => cast.processes.of('2022').id;

  const imported = async (): Promise<void> => {
    const rows = own.map(({ key, name, sector }) => {
      const contact = people.find((person) => person.organisation === key)?.name ?? 'Secretaría';
      const words = {
        'civil-society': 'sociedad civil',
        academia: 'academia',
        private: 'privado',
        public: 'público',
        residents: 'vecindad',
      };
      return `${name};${contact};${key}@example.org;${words[sector]};es;Encuentro de organizaciones de febrero;2022-02-16`;
    });
    const id = await imports.start(processId(), [HEAD, ...rows].join('\n'), cast.actor('ana'));
    await imports.confirm(processId(), id, cast.actor('ana'));
  };

  const invited = async (isLate: boolean): Promise<void> => {
    const all = await story.get(OutreachQueries).organisations(processId(), FindOrganisations.parse({}), true);
    const chosen = all.filter(({ name, contacts }) => contacts > 0 && LATE.includes(name) === isLate).map(({ id }) => id);
    const id = await batches.compose(processId(), { organisations: chosen, themeId: null }, cast.actor('ana'));
    const written = await story.get(OutreachQueries).batch(processId(), id);
    if (isLate && written)
      await batches.write(processId(), id, { ...written, deadline: after(storyNow, 10 * DAY_S).slice(0, 10) });
    await batches.send(processId(), id, cast.actor('ana'));
  };

  /** Most open their link; those who proposed answered by it; two say that it will not be this time. */
  const answered = async (): Promise<void> => {
    const all = await queries.invitations(processId());
    for (const [index, invitation] of all.entries()) {
      const key = own.find(({ name }) => name === invitation.organisation)?.key;
      const proposal = proposals2022.find(({ organisation }) => organisation !== null && organisation === key);
      if (proposal || index % 3 > 0) await invitations.noteOpening(invitation.id);
      if (proposal) await invitations.noteProposal(invitation.id, cast.proposals.of(proposal.key));
      else if (index % 8 === 1)
        await invitations.decline(invitation.id, 'Este año no llegamos, sigan contando con la red.', cast.actor('ana'));
    }
  };

  return [
    { at: after(opened, 3600), isApart: true, act: imported },
    { at: after(opened, 2 * 3600), isApart: true, act: () => invited(false) },
    { at: after(stageOf(process2022, 'call').closedAt as string, -3600), isApart: true, act: answered },
    { at: after(storyNow, -5 * 3600), isApart: true, act: () => invited(true) },
  ];
}
