import { Controller, Get } from '@nestjs/common';
import { SheetsQueries, type SheetRow } from '../commitments/index.js';
import { localized } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { download, type Download } from '../platform/web/reply.js';
import {
  Dossiers,
  PLAN_TEMPLATE,
  planFactTexts,
  PlansQueries,
  publishedSheet,
  type PlanRow,
  type PublicationRow,
} from '../plans/index.js';
import type { PlanExport, SheetExport } from '../plans/domain/index.js';
import { processPath, type ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { Formats } from './formats.js';
import {
  commitmentsCsv,
  planDocx,
  planJson,
  planMarkdown,
  planOutline,
  planPdf,
  sheetDocx,
  sheetJson,
  sheetMarkdown,
  sheetOutline,
  sheetPdf,
} from './writers/index.js';

/** The same sheet or plan in every format. Permanent addresses: a version always gives the same file. */
@Controller('processes/:process/plan')
export class ExportsController {
  constructor(
    private readonly plans: PlansQueries,
    private readonly sheets: SheetsQueries,
    private readonly processes: ProcessQueries,
    private readonly dossiers: Dossiers,
    private readonly formats: Formats,
    private readonly config: Config,
  ) {}

  @Get('commitments/:number/export.:format')
  @Can('plan.view')
  async sheet(@X() x: Exchange): Promise<Download> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const number = Number(x.params['number']);
    const sheet = await publishedSheet(this.sheets, processId, number);
    const dossier = await this.dossiers.of({ sheet, process: await this.process(processId) }, x.locale);
    const name = `${slug}-${x.t('exports.file.commitment')}-${number}`;
    return this.formats.file(x, name, {
      html: () => this.formats.html(x, sheetOutline(dossier, x.t)),
      md: () => sheetMarkdown(dossier, x.t),
      docx: () => sheetDocx(dossier, x.t),
      pdf: () => sheetPdf(dossier, x.t),
      json: () => JSON.stringify(sheetJson(dossier), null, 2),
    });
  }

  @Get('export.:format')
  @Can('plan.view')
  async plan(@X() x: Exchange): Promise<Download> {
    const { slug } = x.facts<ProcessFacts>();
    const plan = await this.planExport(x);
    return this.formats.file(x, `${slug}-${x.t('exports.file.plan')}`, {
      html: () => this.formats.html(x, planOutline(plan, x.t)),
      md: () => planMarkdown(plan, x.t),
      docx: () => planDocx(plan, x.t),
      pdf: () => planPdf(plan, x.t),
      json: () => JSON.stringify(planJson(plan), null, 2),
    });
  }

  @Get('commitments.csv')
  @Can('plan.view')
  async csv(@X() x: Exchange): Promise<Download> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const { plan } = await this.published(processId);
    const [sheets, themes] = [await this.sheets.published(processId), await this.processes.themes(processId)];
    const dossiers = await this.dossiersOf(x, sheets);
    const [start, end] = [plan.startsOn, plan.endsOn];
    const rows = sheets.map((sheet, index) => ({
      sheet: dossiers[index] as SheetExport,
      number: sheet.number,
      theme: localized(themes.find((theme) => theme.id === sheet.themeId)?.name, 'en') || null,
      policyAreas: null,
    }));
    const columns = {
      countryOrLocality: this.config.SITE_PLACE || localized(plan.name, 'en'),
      code: null,
      region: null,
      scope: 'Local' as const,
      planNumber: null,
      actionPlanId: null,
      yearOfSubmission: plan.submittedOn ? Number(plan.submittedOn.slice(0, 4)) : null,
      endYear: end ? Number(end.slice(0, 4)) : null,
      durationYears: start && end ? Number(end.slice(0, 4)) - Number(start.slice(0, 4)) : null,
    };
    return download('text/csv; charset=utf-8', commitmentsCsv(rows, columns), `${slug}-commitments.csv`);
  }

  private async process(processId: string): Promise<ProcessRow> {
    return (await this.processes.byId(processId)) as ProcessRow;
  }

  private async published(processId: string): Promise<{ plan: PlanRow; publication: PublicationRow }> {
    const [plan, publication] = [await this.plans.ofProcess(processId), await this.plans.published(processId)];
    if (!plan || !publication) throw notFound();
    return { plan, publication };
  }

  private async dossiersOf(x: Exchange, sheets: readonly SheetRow[]): Promise<SheetExport[]> {
    const process = await this.process(x.facts<ProcessFacts>().processId);
    const dossiers: SheetExport[] = [];
    for (const sheet of sheets) dossiers.push(await this.dossiers.of({ sheet, process }, x.locale));
    return dossiers;
  }

  private async planExport(x: Exchange): Promise<PlanExport> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const { plan, publication } = await this.published(processId);
    return {
      locale: x.locale,
      template: PLAN_TEMPLATE,
      answers: publication.answers,
      figures: await this.plans.figures(processId, x.t),
      facts: planFactTexts(x.t, plan, publication),
      name: { text: localized(plan.name, x.locale), lang: x.t.tag },
      platformName: this.config.SITE_NAME,
      platformId: plan.id,
      version: publication.version,
      publishedOn: publication.publishedAt.toISOString().slice(0, 10),
      url: `${this.config.PUBLIC_URL}${processPath(slug, 'plan')}`,
      overrideReason: publication.reason ? { text: publication.reason, lang: this.config.DEFAULT_LOCALE } : null,
      sheets: await this.dossiersOf(x, await this.sheets.published(processId)),
    };
  }
}
