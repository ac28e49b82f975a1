import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Page, Reply } from '../platform/web/reply.js';
import { AuthorsDesk } from './authors-desk.js';

/** What whoever sent a proposal signed in does with it, without the private link of its receipt. */
@Controller('processes/:process/proposals/:number/authorship')
export class AuthorshipController {
  constructor(private readonly desk: AuthorsDesk) {}

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
