import type { INestApplicationContext } from '@nestjs/common';
import type { SamplePerson } from '../accounts/index.js';
import { draftPath } from '../commitments/domain/index.js';
import { SheetsQueries } from '../commitments/index.js';
import { processPath, staffProcessPath } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import { proposalPath, reviewsPath } from '../proposals/domain/index.js';
import { joinPath, roomPath } from '../roundtables/domain/index.js';
import { RoundtablesQueries } from '../roundtables/index.js';
import { PROCESSES, slugOf } from './cast.js';
import { people, proposals2022, roundtables, type SIGN_INS } from './content/content.js';

type SignIn = (typeof SIGN_INS)[number];

/** What a visitor of a trial installation may begin with. Addresses are paths. */
export interface Sample {
  readonly people: SamplePerson[];
  readonly table: { readonly code: string; readonly join: string };
  /** The draft in its comment round; null once somebody has closed it. */
  readonly draft: string | null;
  readonly plan: string;
}

/** What visitors begin with, in an installation that has the whole sample cycle; null once its table or process is no more. */
export async function findSample(app: INestApplicationContext): Promise<Sample | null> {
  const [finished = '', running = ''] = PROCESSES.map(slugOf);
  const process = await app.get(ProcessQueries).bySlug(running);
  if (!process) return null;
  const open = roundtables.find(({ state }) => state === 'open');
  const table = (await app.get(RoundtablesQueries).list(process.id)).find(({ code }) => code === open?.code);
  if (!table) return null;
  const inRound = (await app.get(SheetsQueries).list(process.id)).find(({ state }) => state === 'in-comment-round');
  const home: Readonly<Record<SignIn, string>> = {
    coordinator: staffProcessPath(running),
    reviewer: reviewsPath(running),
    facilitator: roomPath(table.id, 'console'),
    'deputy-facilitator': roomPath(table.id, 'console'),
    participant: joinPath(table.code),
    resident: processPath(running),
  };
  return {
    people: people.flatMap(({ key, email, name, signIn }): SamplePerson[] =>
      signIn === null
        ? []
        : [
            {
              email,
              name,
              locale: 'es',
              isAdministrator: signIn === 'coordinator',
              role: `demo.role.${signIn}`,
              home: ownProposal(key, running) ?? home[signIn],
            },
          ],
    ),
    table: { code: table.code, join: joinPath(table.code) },
    draft: inRound ? draftPath(running, inRound.number) : null,
    plan: processPath(finished, 'plan'),
  };
}

/** A resident begins at what they asked for. */
function ownProposal(person: string, process: string): string | null {
  const own = proposals2022.find(({ author, organisation }) => author === person && organisation === null);
  return own ? proposalPath(process, own.number) : null;
}
