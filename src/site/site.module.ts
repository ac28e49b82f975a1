import { Global, Module } from '@nestjs/common';
import { Navigation } from '../platform/web/navigation.js';
import { ProcessModule } from '../process/index.js';
import { SiteMap } from './site-navigation.js';

/** What joins the features into one site: navigation and the home page. */
@Global()
@Module({
  imports: [ProcessModule],
  providers: [{ provide: Navigation, useClass: SiteMap }],
  exports: [Navigation],
})
export class SiteModule {}
