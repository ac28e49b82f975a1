import { Controller, Get } from '@nestjs/common';
import { localized } from '../kernel/localized.js';
import { Can } from '../platform/access/access.js';
import { csvFile } from '../platform/web/csv.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Reply } from '../platform/web/reply.js';
import { answerText, type ProcessFacts } from '../process/domain/index.js';
import { proposalNumber } from './domain/index.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';

const COLUMNS = ['number', 'title', 'state', 'question', 'answer', 'isPublic'] as const;

/** The answers to the questions of a call, also those that only the team reads. */
@Controller('staff/processes/:process')
export class AnswersController {
  constructor(private readonly work: ProposalWorkQueries) {}

  /** One row for each answer, since a question may have changed after some had answered it. */
  @Get('answers.csv')
  @Can('proposal.triage')
  file(@X() x: Exchange): Reply {
    const { processId, slug } = x.facts<ProcessFacts>();
    const rows = this.work.answers(processId);
    const yesNo = { yes: x.t('proposals.answer.yes'), no: x.t('proposals.answer.no') };
    async function* cells() {
      for await (const { number, title, state, answers } of rows)
        for (const answer of answers)
          yield [
            proposalNumber(number),
            title,
            state,
            localized(answer.label, x.locale),
            answerText(answer, x.locale, yesNo),
            answer.isPublic ? 'true' : 'false',
          ];
    }
    return csvFile(`${slug}-answers.csv`, COLUMNS, cells());
  }
}
