import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccessGuard } from '../access/access.guard.js';
import { AccessRules } from '../access/access.js';
import { Config } from '../config/config.js';
import { Budgets } from '../limits/budgets.js';
import { HourlyCounts } from '../limits/hourly-counts.js';
import { Translator } from '../i18n/translator.js';
import { Assets } from './assets.js';
import { GalleryController } from './gallery.controller.js';
import { FormGuard } from './guard/form-guard.js';
import { KeptPages } from './kept-pages.js';
import { LinkProof } from './link-proof.js';
import { Once } from './once.js';
import { PageRenderer } from './page-renderer.js';
import { ProblemFilter } from './problem.filter.js';
import { ReplyInterceptor } from './reply.interceptor.js';
import { SharePictures } from './share-pictures.js';
import { Views } from './views.js';

/** Pages, forms, permissions and languages, for every module. */
@Global()
@Module({
  controllers: [GalleryController],
  providers: [
    AccessRules,
    Assets,
    Budgets,
    HourlyCounts,
    FormGuard,
    KeptPages,
    LinkProof,
    Once,
    PageRenderer,
    SharePictures,
    Views,
    { provide: Translator, useFactory: (config: Config) => new Translator(config.TIME_ZONE), inject: [Config] },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: ReplyInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [
    AccessRules,
    Assets,
    Budgets,
    FormGuard,
    HourlyCounts,
    KeptPages,
    LinkProof,
    Once,
    PageRenderer,
    SharePictures,
    Translator,
    Views,
  ],
})
export class WebModule {}
