import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Retention } from '../platform/retention/retention.js';
import { SignInCode, SignInSession } from './account.entity.js';
import { OVER_KEPT_DAYS } from './domain/index.js';

/** Forgets codes that were used or ran out, and sign-ins that ended. */
@Injectable()
export class AccountsRetention implements OnModuleInit {
  constructor(
    private readonly retention: Retention,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onModuleInit(): void {
    const days = OVER_KEPT_DAYS;
    this.retention.keep({
      name: 'accounts.codes',
      days,
      forget: (before) =>
        this.unitOfWork.em.nativeDelete(SignInCode, { $or: [{ spentAt: { $lt: before } }, { expiresAt: { $lt: before } }] }),
    });
    this.retention.keep({
      name: 'accounts.sessions',
      days,
      forget: (before) =>
        this.unitOfWork.em.nativeDelete(SignInSession, { $or: [{ endedAt: { $lt: before } }, { expiresAt: { $lt: before } }] }),
    });
  }
}
