/** What somebody chose for this device, kept in localStorage where the browser lets us. */
import { ANNOUNCE_LEVELS, type AnnounceLevel } from './announcer.js';

export class Preferences {
  get level(): AnnounceLevel {
    return ANNOUNCE_LEVELS.find((level) => level === read('announce')) ?? 'all';
  }

  set level(level: AnnounceLevel) {
    write('announce', level);
  }

  /** Single-key shortcuts (WCAG 2.1.4). */
  get shortcuts(): boolean {
    return read('shortcuts') !== 'off';
  }

  set shortcuts(on: boolean) {
    write('shortcuts', on ? 'on' : 'off');
  }
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(`room:${name}`);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(`room:${name}`, value);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
