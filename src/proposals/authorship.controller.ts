import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Page, Reply } from '../platform/web/reply.js';
import { TakesFiles } from '../platform/web/received-files.js';
import { AuthorsDesk } from './authors-desk.js';
import { FilesDesk } from './files-desk.js';

/** What whoever sent a proposal signed in does with it, without the private link of its receipt. */
@Controller('processes/:process/proposals/:number/authorship')
export class AuthorshipController {
  constructor(
    private readonly desk: AuthorsDesk,
    private readonly filesDesk: FilesDesk,
  ) {}

  @Get()
  @Can('authorship.view')
  show(@X() x: Exchange): Promise<Page> {
    return this.desk.show(x);
  }

  @Get('revision')
  @Can('authorship.revise')
  edit(@X() x: Exchange): Promise<Page> {
    return this.desk.edit(x);
  }

  @Post('revision')
  @Can('authorship.revise')
  revise(@X() x: Exchange): Promise<Reply> {
    return this.desk.revise(x);
  }

  @Get('files')
  @Can('authorship.revise')
  files(@X() x: Exchange): Promise<Page> {
    return this.filesDesk.show(x);
  }

  @Post('files')
  @TakesFiles()
  @Can('authorship.revise')
  changeFiles(@X() x: Exchange): Promise<Reply> {
    return this.filesDesk.change(x);
  }

  @Get('files/:file')
  @Can('authorship.view')
  file(@X() x: Exchange): Promise<Reply> {
    return this.filesDesk.file(x);
  }

  @Post('withdrawal')
  @Can('authorship.withdraw')
  withdraw(@X() x: Exchange): Promise<Reply> {
    return this.desk.withdraw(x);
  }

  @Post('co-authors')
  @Can('authorship.invite')
  invite(@X() x: Exchange): Promise<Reply> {
    return this.desk.invite(x);
  }

  @Post('co-authors/:coAuthor/ending')
  @Can('authorship.dismiss')
  dismiss(@X() x: Exchange): Promise<Reply> {
    return this.desk.dismiss(x);
  }
}
