import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Assets } from './assets.js';
import { Templates } from './templates.js';

/** The templates of the product, from `views/` in the folder the server was started in. */
@Injectable()
export class Views extends Templates {
  constructor(assets: Assets) {
    super(join(process.cwd(), 'views'), (name) => assets.url(name));
  }
}
