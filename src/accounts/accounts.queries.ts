import { Injectable } from '@nestjs/common';
import { Reader, sql } from '../platform/database/reader.js';

export interface AccountRow {
  id: string;
  name: string;
  email: string;
  isAdministrator: boolean;
}

@Injectable()
export class AccountsQueries {
  constructor(private readonly reader: Reader) {}

  /** The account whose sign-in session this is, unless it has ended. */
  accountOfSession(tokenHash: string, now: Date): Promise<AccountRow | null> {
    return this.reader.first(sql<AccountRow>`
      select a.id, a.name, a.email, a.is_administrator as "isAdministrator"
      from sign_in_session s join account a on a.id = s.account_id
      where s.token_hash = ${tokenHash} and s.ended_at is null and s.expires_at > ${now}`);
  }

  async emailOf(accountId: string): Promise<{ email: string; locale: string } | null> {
    return this.reader.first(sql<{ email: string; locale: string }>`select email, locale from account where id = ${accountId}`);
  }
}
