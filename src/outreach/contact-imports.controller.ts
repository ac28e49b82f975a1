import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ContactImportsService } from './contact-imports.service.js';
import { CONTACT_FIELDS, MapColumns, outreachPath, StartImport } from './domain/index.js';
import { importPage } from './import.page.js';
import { formPage } from './outreach-form.page.js';

/** A table of contacts: pasted, looked at row by row, brought in. */
@Controller('staff/processes/:process/outreach/imports')
export class ContactImportsController {
  constructor(private readonly imports: ContactImportsService) {}

  @Get('new')
  @Can('outreach.run')
  new(@X() x: Exchange): Page {
    return this.startPage(x, blank());
  }

  @Post()
  @Can('outreach.run')
  start(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(StartImport, {
      perform: async ({ table }) => seeOther(outreachPath(slug, 'imports', await this.imports.start(processId, table, x.actor))),
      again: (state) => this.startPage(x, state),
    });
  }

  @Get(':import')
  @Can('outreach.run')
  show(@X() x: Exchange): Promise<Page> {
    return this.page(x);
  }

  @Post(':import/columns')
  @Can('outreach.run')
  map(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const id = x.params['import'] ?? '';
    return x.submit(MapColumns, {
      perform: async (mapping) => {
        await this.imports.map(processId, id, mapping);
        return seeOther(outreachPath(slug, 'imports', id));
      },
      again: (state) => this.page(x, state),
    });
  }

  @Post(':import/confirmation')
  @Can('outreach.run')
  confirm(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(z.object({}), {
      perform: async () => {
        const done = await this.imports.confirm(processId, x.params['import'] ?? '', x.actor);
        return seeOther(outreachPath(slug, 'organisations'), 'outreach.import.done', { ...done });
      },
      again: () => this.page(x),
    });
  }

  @Post(':import/removal')
  @Can('outreach.run')
  giveUp(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(z.object({}), {
      perform: async () => {
        await this.imports.giveUp(processId, x.params['import'] ?? '');
        return seeOther(outreachPath(slug, 'imports', 'new'), 'outreach.import.given-up');
      },
      again: () => this.page(x),
    });
  }

  private startPage(x: Exchange, state: FormState): Page {
    const { slug } = x.facts<ProcessFacts>();
    return formPage(x, slug, {
      title: x.t('outreach.import.title'),
      lead: x.t('outreach.import.lead', { columns: x.t.list(CONTACT_FIELDS.map((field) => x.t(`outreach.field.${field}`))) }),
      form: x.form(
        {
          action: outreachPath(slug, 'imports'),
          submit: 'outreach.import.look',
          fields: [
            {
              name: 'table',
              kind: 'textarea',
              label: 'outreach.import.table',
              hint: 'outreach.import.table-hint',
              rows: 12,
            },
          ],
        },
        state,
      ),
      file: { fieldId: 'table', label: x.t('outreach.import.file') },
      removal: null,
    });
  }

  private async page(x: Exchange, state?: FormState): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const id = x.params['import'] ?? '';
    return importPage(x, slug, id, await this.imports.view(processId, id), state);
  }
}
