import type { LinkModel } from './components.js';
import type { Exchange } from './exchange.js';

export interface SiteNavigation {
  sections: LinkModel[];
  footer: { title: string; links: LinkModel[] }[];
  /** Where the signed-in person's own work is. */
  person: LinkModel[];
}

/** The ways through the site, for this person and process. Implemented by the leaf that knows every feature. */
export abstract class Navigation {
  /** `process`: slug of the page's process, or null for the running one. */
  abstract of(x: Exchange, process: string | null): Promise<SiteNavigation>;
}
