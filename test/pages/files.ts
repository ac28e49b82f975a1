import type { Person } from './person.js';

/** A file as somebody downloads it. */
export async function download(person: Person, path: string): Promise<Buffer> {
  const answer = await person.page.request.get(path);
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}`);
  if (!answer.headers()['content-disposition']?.startsWith('attachment')) throw new Error(`${path} is not a download`);
  return answer.body();
}
