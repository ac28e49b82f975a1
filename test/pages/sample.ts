import type { MailboxPage } from './mailbox.js';
import type { Person } from './person.js';

/** Enters as one of the sample's people, by the button on the page to sign in. */
export async function entersAs(who: Person, email: string): Promise<void> {
  await who.opens('/sign-in');
  await who.goes(who.page.locator(`form[action="/sign-in/sample"]:has([name="email"][value="${email}"]) button`));
}

/** Signs in by the code that comes to an address; whoever is new says what they are called. */
export async function signsIn(who: Person, post: MailboxPage, email: string, name: string): Promise<void> {
  await who.opens('/sign-in');
  await who.sends('/sign-in', { email });
  await who.sends('/sign-in/code', { code: await post.codeFor(email) });
  if (who.path === '/account/name') await who.sends('/account/name', { name });
}
