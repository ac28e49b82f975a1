import { subjectKey } from '../kernel/subject.js';
import { fieldShape, type FieldModel } from '../platform/web/components.js';
import { wordChanges } from '../platform/web/word-changes.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import {
  labelSource, MAX_MILESTONE_CHARACTERS, MILESTONES, milestoneText, placeAnchor, softLength,
  type Finding, type Milestone, type MilestoneColumn, type SheetField,
} from './domain/index.js'; // prettier-ignore
import { editedText, editorColumns, type EditedText } from './editor-form.js';
import type {
  ActModel,
  EditorField,
  EditorMilestone,
  EditorView,
  FindingModel,
  InputModel,
  PlanningModel,
  SourceModel,
} from './editor-view.js';
import { sectionsFor } from './sheet-sections.js';
import type { SheetSource } from './sheet-sources.js';
import { labelText, langOf } from './sheet-words.js';

const TONES: Record<Finding['level'], string> = { E: 'error', W: 'warn', N: 'note' };
const LINES: Partial<Record<SheetField['kind'], number>> = { 'long-text': 8, value: 5, institutions: 3 };

/** What is still to be used stands first; what was used, as a reminder, below it. */
const usedLast = (sources: SourceModel[]): SourceModel[] =>
  sources.toSorted((a, b) => Number(a.isCited !== null) - Number(b.isCited !== null));

/** A number, a date or a country comes from no note. */
const comesFromPeople = (field: SheetField): boolean =>
  field.role === 'title' || !['text', 'date', 'choice'].includes(field.kind);

/** Makes the parts of the editor: every text with its guidance, what the checks say, what it cites, and the notes that answer it. */
export class EditorParts {
  /** Conflicts and texts that are too long, for the summary. */
  readonly problems: { text: string; href: string }[] = [];

  constructor(
    private readonly x: Exchange,
    private readonly view: EditorView,
    private readonly state: FormState,
    private readonly mayEdit: boolean,
  ) {}

  field(field: SheetField): EditorField {
    const { x, view } = this;
    const value = view.sheet.document.values[field.key];
    const sent = (this.state.values['fields'] as Record<string, { ticked?: unknown }> | undefined)?.[field.key];
    const edited = editedText(value?.text ?? '', sent);
    const label = field.number ? `${field.number}. ${labelText(field.label, x.locale)}` : labelText(field.label, x.locale);
    const length = field.softWords ? softLength(field, edited.value) : null;
    const sections = sectionsFor(field);
    const beside = view.citable.sources.filter(({ section }) => section !== null && sections.includes(section));
    return {
      id: placeAnchor(field.key),
      input: this.input(`fields.${field.key}`, label, field.guidance ? labelText(field.guidance, x.locale) : null, edited, {
        rows: LINES[field.kind] ?? null,
        max: field.maxCharacters,
        lang: langOf(value?.lang, x.locale),
        options: field.options?.map((option) => ({ value: option.key, text: labelText(option.label, x.locale) })) ?? null,
      }),
      tick: field.kind === 'value' ? this.tick(field, sent ? sent.ticked !== undefined : value?.ticked === true) : null,
      ours: labelSource(field.label, x.locale) === 'ours' ? x.t('commitments.label.ours') : null,
      length: field.softWords ? x.t(`commitments.editor.length${length ? `-${length}` : ''}`, field.softWords) : null,
      findings: this.findingsAt(field.key),
      cited: this.cited(field.key),
      notesTitle: x.t('commitments.editor.notes', { count: beside.length }),
      notes: this.mayEdit ? usedLast(beside.map((source) => this.source(source, field.key, true))) : [],
      others: this.mayEdit && comesFromPeople(field) ? this.others(field.key, label, beside) : null,
    };
  }

  planning(): PlanningModel {
    const { x, view } = this;
    const { milestones: table } = view.template;
    const used = new Set(
      [...view.citable.cited]
        .filter(([place]) => view.sheet.document.milestones.some(({ id }) => id === place))
        .flatMap(([, cited]) => cited.map(({ subject }) => subjectKey(subject))),
    );
    const notes = view.citable.sources.filter((source) => source.section === MILESTONES || source.milestone !== null);
    return {
      id: placeAnchor(MILESTONES),
      title: labelText(table.label, x.locale),
      guidance: labelText(table.guidance, x.locale),
      milestones: view.sheet.document.milestones.map((milestone, at) => this.milestone(milestone, at)),
      findings: this.findingsAt(MILESTONES),
      notesTitle: x.t('commitments.editor.milestone-notes', { count: notes.length }),
      notes: this.mayEdit ? usedLast(notes.map((source) => this.milestoneNote(source, used.has(subjectKey(source))))) : [],
      add: this.mayEdit ? { text: x.t('commitments.editor.add-milestone'), value: 'add-milestone', about: '' } : null,
    };
  }

  finding(finding: Finding): FindingModel {
    const { t } = this.x;
    return {
      level: t(`commitments.checks.level.${finding.level}`),
      tone: TONES[finding.level],
      text: t(finding.message, finding.params),
      href: finding.where ? `#${placeAnchor(finding.where)}` : null,
    };
  }

  private milestone(milestone: Milestone, at: number): EditorMilestone {
    const { x, view } = this;
    const number = at + 1;
    const sent = (this.state.values['milestones'] as Record<string, Record<string, unknown>> | undefined)?.[milestone.id];
    const labels = new Map(view.template.milestones.columns.map(({ key, label }) => [key, labelText(label, x.locale)]));
    const last = view.sheet.document.milestones.length - 1;
    const act = (t: 'up' | 'down' | 'remove'): ActModel => ({
      text: x.t(`commitments.editor.${t}`),
      value: `${t} ${milestone.id}`,
      about: x.t('commitments.editor.milestone', { number }),
    });
    const label = (column: MilestoneColumn) => labels.get(column) ?? x.t(`commitments.column.${column}`);
    return {
      id: placeAnchor(milestone.id),
      title: x.t('commitments.editor.milestone', { number }),
      inputs: editorColumns(view.sheet.document, view.template).map((column) =>
        this.input(
          `milestones.${milestone.id}.${column}`,
          label(column),
          null,
          editedText(milestoneText(milestone, column), sent?.[column]),
          {
            rows: column === 'due' || column === 'start' ? null : 2,
            max: MAX_MILESTONE_CHARACTERS,
            lang: langOf(milestone.lang, x.locale),
            options: null,
          },
        ),
      ),
      findings: this.findingsAt(milestone.id),
      cited: this.cited(milestone.id),
      acts: this.mayEdit ? [...(at > 0 ? [act('up')] : []), ...(at < last ? [act('down')] : []), act('remove')] : [],
    };
  }

  private input(
    name: string,
    label: string,
    hint: string | null,
    edited: EditedText,
    shape: { rows: number | null; max: number; lang: string | null; options: { value: string; text: string }[] | null },
  ): InputModel {
    const { x } = this;
    const id = name.replaceAll('.', '-');
    const kind = shape.options ? 'select' : shape.rows ? 'textarea' : 'text';
    const error = this.state.errors[`${name}.text`];
    const theirs =
      edited.theirs === null
        ? null
        : {
            title: x.t('commitments.editor.theirs'),
            diff: wordChanges(x.t, edited.theirs, edited.value, shape.lang),
            text: edited.theirs,
          };
    if (theirs) this.problems.push({ text: x.t('commitments.editor.conflict', { place: label }), href: `#${id}` });
    if (error) this.problems.push({ text: x.t('forms.too-long', { field: label, max: shape.max }), href: `#${id}` });
    const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(' ');
    return {
      field: {
        kind,
        shape: fieldShape(kind, edited.value),
        id,
        name: `${name}.text`,
        label,
        hint,
        error: error ? x.t('forms.too-long', { field: label, max: shape.max }) : null,
        value: edited.value,
        describedBy: described || null,
        options:
          shape.options &&
          [{ value: '', text: x.t('commitments.editor.not-chosen') }, ...shape.options].map((option, at) => ({
            ...option,
            id: `${id}-${at}`,
            hint: null,
            checked: option.value === edited.value,
          })),
        required: false,
        optionalText: null,
        maxlength: kind === 'text' ? shape.max : null,
        rows: shape.rows && Math.min(24, Math.max(shape.rows, Math.ceil(edited.value.length / 75) + 1)),
        autocomplete: 'off',
        inputmode: null,
        lang: shape.lang,
      },
      beforeName: `${name}.before`,
      before: edited.before,
      theirs,
    };
  }

  private tick(field: SheetField, isTicked: boolean): FieldModel {
    const id = `fields-${field.key}-ticked`;
    return {
      kind: 'checkbox', shape: fieldShape('checkbox', isTicked ? 'on' : ''), id, name: `fields.${field.key}.ticked`, label: this.x.t('commitments.editor.tick'), hint: null, error: null,
      value: isTicked ? 'on' : '', describedBy: null, options: null, required: false, optionalText: null, maxlength: null, rows: null, autocomplete: null, inputmode: null, lang: null,
    }; // prettier-ignore
  }

  private findingsAt(place: string): FindingModel[] {
    return this.view.findings.filter(({ where }) => where === place).map((finding) => ({ ...this.finding(finding), href: null }));
  }

  private cited(place: string): EditorField['cited'] {
    const { x } = this;
    return (this.view.citable.cited.get(place) ?? []).map(({ subject, text, href }) => ({
      text,
      href,
      act:
        this.mayEdit && (subject.kind === 'note' || subject.kind === 'proposal')
          ? { text: x.t('commitments.editor.uncite'), value: `uncite ${subject.kind} ${subject.id} ${place}`, about: text }
          : null,
    }));
  }

  private source(source: SheetSource, place: string, insertable: boolean): SourceModel {
    const { x } = this;
    const isCited = (this.view.citable.cited.get(place) ?? []).some(({ subject }) => subjectKey(subject) === subjectKey(source));
    const act = (t: 'insert' | 'cite'): ActModel => ({
      text: x.t(`commitments.editor.${t}`),
      value: `${t} ${source.kind} ${source.id} ${place}`,
      about: source.text.slice(0, 60),
    });
    return {
      text: source.text,
      by: source.by,
      isCited: isCited ? x.t('commitments.editor.is-cited') : null,
      acts: isCited ? [] : [...(insertable ? [act('insert')] : []), act('cite')],
      rows: [],
    };
  }

  private milestoneNote(source: SheetSource, isUsed: boolean): SourceModel {
    const { x } = this;
    const { milestone } = source;
    const row = (key: string, text: string | undefined) => (text ? [{ term: x.t(`commitments.column.${key}`), text }] : []);
    return {
      text: source.text,
      by: source.by,
      isCited: isUsed ? x.t('commitments.editor.is-milestone') : null,
      acts: isUsed
        ? []
        : [
            {
              text: x.t('commitments.editor.make-milestone'),
              value: `milestone-from ${source.id}`,
              about: source.text.slice(0, 60),
            },
          ],
      rows: [...row('output', milestone?.output), ...row('due', milestone?.when), ...row('lead', milestone?.who)],
    };
  }

  /** Everything else that can be cited, in one list: the proposals, and the notes of other sections and boards. */
  private others(place: string, label: string, beside: readonly SheetSource[]): EditorField['others'] {
    const { x, view } = this;
    const rest = view.citable.sources.filter((source) => !beside.includes(source));
    if (rest.length === 0) return null;
    const groups = Map.groupBy(rest, (source) => source.where ?? x.t('commitments.editor.proposals'));
    const order = [...groups].sort(
      ([a], [b]) => Number(b === x.t('commitments.editor.proposals')) - Number(a === x.t('commitments.editor.proposals')),
    );
    return {
      id: `source-${place}`,
      name: `fields.${place}.source`,
      label: x.t('commitments.editor.other-source'),
      groups: order.map(([where, sources]) => ({
        label: where,
        options: sources.map((source) => ({ value: `${source.kind} ${source.id}`, text: source.text.slice(0, 110) })),
      })),
      acts: (['cite', 'insert'] as const).map((t) => ({
        text: x.t(`commitments.editor.${t}`),
        value: `${t}-chosen ${place}`,
        about: label,
      })),
    };
  }
}
