import { Person } from './person.js';

/** The mails that would have been sent, as the mailbox page of a trial installation shows them, the newest first. */
export class MailboxPage {
  constructor(private readonly person: Person) {}

  /** The newest mail to this address whose text has this in it; waits for it. */
  async mailTo(address: string, having: RegExp = /./): Promise<{ text: string; links: string[] }> {
    const { page } = this.person;
    for (let tries = 0; tries < 40; tries += 1) {
      await page.goto('/_mailbox');
      const mail = page.locator('article', { hasText: address }).filter({ hasText: having }).first();
      if ((await mail.count()) > 0) {
        const links = await mail.locator('a').evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? ''));
        return { text: await mail.innerText(), links };
      }
      await page.waitForTimeout(250);
    }
    throw new Error(`No mail came to ${address} with ${having}`);
  }

  async codeFor(address: string): Promise<string> {
    return /\b\d{6}\b/.exec((await this.mailTo(address, /\b\d{6}\b/)).text)?.[0] ?? '';
  }

  /** Somebody takes up a role by the personal link and the code that is sent to the same address. */
  async takesUpRole(who: Person, email: string): Promise<void> {
    const link = (await this.mailTo(email, /invitations/)).links.find((href) => href.includes('/invitations/')) ?? '';
    await who.opens(link);
    await who.sends(link);
    await who.sends('/sign-in/code', { code: await this.codeFor(email) });
    await who.sends(link);
  }
}
