import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';

/** The files of the client build. Their names carry a hash of their content, so that browsers may keep them for ever. */
@Injectable()
export class Assets {
  /** Served under `/assets/`. */
  readonly folder = join(process.cwd(), 'dist', 'public');
  private readonly files: Readonly<Record<string, string>>;

  /** Throws when the client has not been built. */
  constructor() {
    const manifest = join(this.folder, 'manifest.json');
    if (!existsSync(manifest)) throw new Error(`${manifest} is missing: run "npm run build:client"`);
    this.files = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>;
  }

  /** `site.css` → `/assets/site.AB12CD34.css`. Throws for a file that the build does not make. */
  url(name: string): string {
    const file = this.files[name];
    if (!file) throw new Error(`The client build has no file ${name}`);
    return `/assets/${file}`;
  }

  has(name: string): boolean {
    return name in this.files;
  }
}
