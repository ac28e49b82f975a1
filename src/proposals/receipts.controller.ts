import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { TakesFiles } from '../platform/web/received-files.js';
import { AuthorsDesk } from './authors-desk.js';
import { ConfirmAddress, receiptPath, type ProposalFacts } from './domain/index.js';
import { FilesDesk } from './files-desk.js';
import { ReceiptsService } from './receipts.service.js';

/** What an author does by the private link of their receipt. Opening it changes nothing: mail scanners open every link. */
@Controller('proposals/receipts/:secret')
export class ReceiptsController {
  constructor(
    private readonly desk: AuthorsDesk,
    private readonly receipts: ReceiptsService,
    private readonly filesDesk: FilesDesk,
  ) {}

  @Get()
  @Can('receipt.view')
  show(@X() x: Exchange): Promise<Page> {
    return this.desk.show(x);
  }

  @Post('confirmation')
  @Can('receipt.confirm')
  confirm(@X() x: Exchange): Promise<Reply> {
    return x.submit(ConfirmAddress, {
      perform: async (command) => {
        await this.receipts.confirmAddress(x.facts<ProposalFacts>().proposalId, command, x.actor);
        return seeOther(receiptPath(x.params['secret'] ?? ''), 'proposals.confirm.done');
      },
      again: () => this.desk.show(x),
    });
  }

  @Get('revision')
  @Can('receipt.revise')
  edit(@X() x: Exchange): Promise<Page> {
    return this.desk.edit(x);
  }

  @Post('revision')
  @Can('receipt.revise')
  revise(@X() x: Exchange): Promise<Reply> {
    return this.desk.revise(x);
  }

  @Get('files')
  @Can('receipt.revise')
  files(@X() x: Exchange): Promise<Page> {
    return this.filesDesk.show(x);
  }

  @Post('files')
  @TakesFiles()
  @Can('receipt.revise')
  changeFiles(@X() x: Exchange): Promise<Reply> {
    return this.filesDesk.change(x);
  }

  @Get('files/:file')
  @Can('receipt.view')
  file(@X() x: Exchange): Promise<Reply> {
    return this.filesDesk.file(x);
  }

  @Post('withdrawal')
  @Can('receipt.withdraw')
  withdraw(@X() x: Exchange): Promise<Reply> {
    return this.desk.withdraw(x);
  }

  @Post('co-authors')
  @Can('receipt.invite')
  invite(@X() x: Exchange): Promise<Reply> {
    return this.desk.invite(x);
  }

  @Post('co-authors/:coAuthor/ending')
  @Can('receipt.dismiss')
  dismiss(@X() x: Exchange): Promise<Reply> {
    return this.desk.dismiss(x);
  }
}
