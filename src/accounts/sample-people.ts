import { Injectable } from '@nestjs/common';
import type { Locale } from '../kernel/localized.js';

/** A person of the sample cycle, as whom a trial installation lets anybody sign in. */
export interface SamplePerson {
  email: string;
  name: string;
  locale: Locale;
  isAdministrator?: boolean;
  /** What they do there, in the reader's language: a message key. */
  role: string;
  /** Where they start. */
  home: string;
}

/** Empty unless the sample cycle was loaded; production loads none. */
@Injectable()
export class SamplePeople {
  private people: SamplePerson[] = [];

  offer(people: SamplePerson[]): void {
    this.people = people;
  }

  list(): readonly SamplePerson[] {
    return this.people;
  }

  find(email: string): SamplePerson | undefined {
    return this.people.find((person) => person.email === email);
  }
}
