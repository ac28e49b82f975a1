import { Global, Injectable, Module } from '@nestjs/common';
import type { NewSection } from '../boards/domain/index.js';
import { MILESTONES_SECTION, sectionOfField, SheetSections } from '../roundtables/domain/index.js';
import { fieldOf, MILESTONES, type SheetField, type SheetTemplate } from './domain/index.js';
import { SHEET_TEMPLATES } from './sheet-templates.js';

const words = ({ en, es, fr }: { en: string; es: string; fr: string }) => ({ en, es, fr });

/** The sections of board 2, out of a template: the questions that the table answers. */
export function boardSections(template: SheetTemplate): NewSection[] {
  return template.boardSections.map((key): NewSection => {
    const field = fieldOf(template, key);
    const { shortLabel, label } = field ?? template.milestones;
    const group = field ? template.groups.find((each) => each.key === field.group) : null;
    return {
      key: key === MILESTONES ? MILESTONES_SECTION : sectionOfField(key),
      title: words(shortLabel),
      guidance: words(field ? label : template.milestones.guidance),
      group: group ? words(group.label) : null,
      span: field ? 1 : 2,
      holds: key === MILESTONES ? 'milestones' : 'notes',
    };
  });
}

/** The board sections whose notes answer a field: its own, and those of fields that ask the same in another template. */
export const sectionsFor = (field: SheetField): string[] => [
  sectionOfField(field.key),
  ...SHEET_TEMPLATES.flatMap((template) =>
    template.fields.filter((other) => field.role && other.role === field.role).map((other) => sectionOfField(other.key)),
  ),
];

/** Board 2 follows the first template. */
@Injectable()
export class TemplateSections extends SheetSections {
  forProcess(): Promise<readonly NewSection[]> {
    const [template] = SHEET_TEMPLATES;
    return Promise.resolve(template ? boardSections(template) : []);
  }
}

/** Gives roundtables the questions of the sheet without knowing anything of them. */
@Global()
@Module({ providers: [{ provide: SheetSections, useClass: TemplateSections }], exports: [SheetSections] })
export class SheetSectionsModule {}
