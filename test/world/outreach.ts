import { SYSTEM } from '../../src/kernel/actor.js';
import {
  BatchesService,
  ContactImportsService,
  ContactsService,
  InvitationsQueries,
  OutreachQueries,
} from '../../src/outreach/index.js';
import { FindOrganisations, type AddContact } from '../../src/outreach/domain/index.js';
import { Mailer } from '../../src/platform/mail/mailer.js';
import type { TestApp } from '../support/app.js';
import type { World } from './world.js';

/** An organisation that may be written to, unless told otherwise. */
export const contact = (over: Partial<AddContact> = {}): AddContact => ({
  organisation: 'Red de Datos',
  sector: 'civil-society',
  languages: ['es'],
  themeIds: [],
  knows: null,
  name: 'Nora Red',
  email: 'nora@red.example.org',
  consentOrigin: 'Jornada de apertura',
  consentOn: '2025-11-03',
  ...over,
});

export const addContact = (app: TestApp, world: World, over: Partial<AddContact> = {}): Promise<string> =>
  app.nest.get(ContactsService).add(world.processId, contact(over), SYSTEM);

/** The organisation of that name. */
export async function organisationId(app: TestApp, world: World, name = 'Red de Datos'): Promise<string> {
  const found = await app.nest.get(OutreachQueries).organisations(world.processId, FindOrganisations.parse({}), true);
  return found.find((organisation) => organisation.name === name)?.id ?? '';
}

/** A batch of invitations to organisations by name, sent unless told otherwise. */
export async function inviteByName(
  app: TestApp,
  world: World,
  names: readonly string[] = ['Red de Datos'],
  options: { themeId?: string | null; isSent?: boolean } = {},
): Promise<string> {
  const batches = app.nest.get(BatchesService);
  const organisations = await Promise.all(names.map((name) => organisationId(app, world, name)));
  const id = await batches.compose(world.processId, { organisations, themeId: options.themeId ?? null }, SYSTEM);
  if (options.isSent ?? true) await batches.send(world.processId, id, SYSTEM);
  return id;
}

/** The newest mail to an address, and our addresses in it as paths. */
export async function mailTo(app: TestApp, address: string): Promise<{ subject: string; text: string; links: string[] }> {
  const mail = (await app.nest.get(Mailer).latest(500)).find(({ to }) => to === address);
  if (!mail) throw new Error(`There is no mail to ${address}`);
  const links = [...mail.text.matchAll(/https?:\/\/[^/\s]+(\/\S+)/g)].map(([, path = '']) => path);
  return { subject: mail.subject, text: mail.text, links };
}

/** The secret of the personal link in the newest mail to an address. */
export async function personalSecret(app: TestApp, address: string): Promise<string> {
  const link = (await mailTo(app, address)).links.find((path) => path.includes('/outreach/')) ?? '';
  return link.split('/').at(-1) ?? '';
}

export interface FurnishedOutreach {
  readonly secret: string;
  readonly unsubscription: string;
  readonly organisation: string;
  readonly contact: string;
  readonly table: string;
  readonly batch: string;
  readonly invitation: string;
}

/** One of everything that outreach has. */
export async function furnishOutreach(app: TestApp, world: World): Promise<FurnishedOutreach> {
  const email = `nora-${world.slug}@red.example.org`;
  const contactId = await addContact(app, world, { email });
  const batch = await inviteByName(app, world);
  const [invitation] = await app.nest.get(InvitationsQueries).invitations(world.processId);
  const links = (await mailTo(app, email)).links.map((path) => path.split('/').at(-1) ?? '');
  return {
    secret: links[0] ?? '',
    unsubscription: links[1] ?? '',
    organisation: await organisationId(app, world),
    contact: contactId,
    table: await app.nest.get(ContactImportsService).start(world.processId, 'A,B\n1,2', SYSTEM),
    batch,
    invitation: invitation?.id ?? '',
  };
}
