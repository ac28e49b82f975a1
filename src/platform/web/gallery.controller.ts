import { Controller, Get } from '@nestjs/common';
import { notFound } from '../../kernel/refusal.js';
import { Public } from '../access/access.js';
import { Config } from '../config/config.js';
import { X, type Exchange } from './exchange.js';
import { galleryComponent, galleryIndex, showcases, type Showcase } from './gallery.js';
import { page, type Page } from './reply.js';

/** Every component with every example, to look at while working on them. Not there in production. */
@Controller('_components')
export class GalleryController {
  constructor(private readonly config: Config) {}

  @Get()
  @Public()
  index(@X() x: Exchange): Page {
    const title = x.t('gallery.title');
    return page('gallery/index', galleryIndex(this.all(), title), { title });
  }

  @Get(':component')
  @Public()
  component(@X() x: Exchange): Page {
    const showcase = this.all().find(({ component }) => component === x.params['component']);
    if (!showcase) throw notFound();
    const words = { criteria: x.t('gallery.criteria'), back: x.t('gallery.title') };
    return page('gallery/component', galleryComponent(showcase, x.locale, words), { title: showcase.component });
  }

  private all(): Showcase[] {
    if (this.config.NODE_ENV === 'production') throw notFound();
    return showcases();
  }
}
