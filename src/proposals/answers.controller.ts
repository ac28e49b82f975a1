import { Controller, Get } from '@nestjs/common';
import { localized, type LocalizedText } from '../kernel/localized.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { csvFile } from '../platform/web/csv.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Reply } from '../platform/web/reply.js';
import { answerText, type ProcessFacts } from '../process/domain/index.js';
import { fileName, filesPath, proposalNumber } from './domain/index.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';

const COLUMNS = ['number', 'title', 'state', 'question', 'answer', 'isPublic'] as const;

/** The answers to the questions of a call, also those that only the team reads. */
@Controller('staff/processes/:process')
export class AnswersController {
  constructor(
    private readonly work: ProposalWorkQueries,
    private readonly config: Config,
  ) {}

  /** One row for each answer, since a question may have changed after some had answered it. */
  @Get('answers.csv')
  @Can('proposal.triage')
  file(@X() x: Exchange): Reply {
    const { processId, slug } = x.facts<ProcessFacts>();
    const rows = this.work.answers(processId);
    const yesNo = { yes: x.t('proposals.answer.yes'), no: x.t('proposals.answer.no') };
    const origin = this.config.PUBLIC_URL;
    async function* cells() {
      for await (const { number, title, state, answers, files } of rows) {
        const row = (label: LocalizedText, answer: string, isPublic: boolean): string[] => [
          ...[proposalNumber(number), title, state, localized(label, x.locale), answer],
          isPublic ? 'true' : 'false',
        ];
        for (const answer of answers) yield row(answer.label, answerText(answer, x.locale, yesNo), answer.isPublic);
        for (const { question, about, key, type, isPublic } of files)
          if (question)
            yield row(question.label, `${about} (${origin}${filesPath(slug, number)}/${fileName(key, type)})`, isPublic);
      }
    }
    return csvFile(`${slug}-answers.csv`, COLUMNS, cells());
  }
}
