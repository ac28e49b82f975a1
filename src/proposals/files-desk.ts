import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { Reader } from '../platform/database/reader.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, check, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { CallQueries } from '../process/index.js';
import { AttachmentForm, fileValues } from './attachment-form.js';
import { AttachmentFiles } from './attachment-files.js';
import { AttachmentsService, type FilesOwner } from './attachments.service.js';
import { AuthorsDesk, pathAt } from './authors-desk.js';
import { EVERYTHING, lackingIn, proposalNumber, SetPlace, type ProposalFacts } from './domain/index.js';
import { MapQueries } from './map.queries.js';
import { placeValues } from './place.form.js';
import { filesPage } from './receipt-files.page.js';
import { ReceiptsService } from './receipts.service.js';

/** What authors do with the place, the images and the documents of a proposal that was sent, from either side of their desk. */
@Injectable()
export class FilesDesk {
  constructor(
    private readonly reader: Reader,
    private readonly desk: AuthorsDesk,
    private readonly receipts: ReceiptsService,
    private readonly calls: CallQueries,
    private readonly attachments: AttachmentsService,
    private readonly files: AttachmentFiles,
    private readonly form: AttachmentForm,
    private readonly maps: MapQueries,
    private readonly config: Config,
  ) {}

  async show(x: Exchange): Promise<Page> {
    return this.reader.together(() => this.page(x, (values) => blank(values)));
  }

  /** Places, adds, describes and takes away. The same place, files and words again change nothing, so it may be sent twice. */
  async change(x: Exchange): Promise<Reply> {
    const { processId, proposalId } = x.facts<ProposalFacts>();
    const questions = await this.calls.questions(processId);
    const refused = await this.form.take(x, owner(x), questions);
    const attachments = await this.attachments.of(owner(x));
    const place = check(SetPlace, x.body);
    if (place.ok && 'point' in x.body) await this.receipts.place(proposalId, place.value, x.actor);
    const errors = { ...(place.ok ? {} : place.errors), ...lackingIn(attachments, questions), ...refused };
    if (Object.keys(errors).length === 0) return seeOther(pathAt(x)('files'), 'proposals.files.saved');
    const shown = await this.page(x, (values) => ({ values: { ...values, ...x.body }, errors, formId: null }));
    return { ...shown, options: { ...shown.options, status: 422 } };
  }

  file(x: Exchange): Promise<Reply> {
    const number = proposalNumber(x.facts<ProposalFacts>().number);
    return this.files.read(x, owner(x), () => ({ may: true, isPublic: false, number }));
  }

  /** `stateOf` is told what the form has before anything was typed. */
  private async page(x: Exchange, stateOf: (values: FormState['values']) => FormState): Promise<Page> {
    const { processId } = x.facts<ProposalFacts>();
    const limits = { most: this.config.FILES_PER_PROPOSAL, megabytes: this.config.FILE_MEGABYTES };
    const [receipt, attachments, questions, map] = await Promise.all([
      this.desk.receipt(x),
      this.attachments.of(owner(x)),
      this.calls.questions(processId),
      this.maps.forPicking(processId, EVERYTHING),
    ]);
    return filesPage(
      x,
      receipt,
      { attachments, questions, action: pathAt(x)('files'), map, ...limits },
      stateOf({ ...placeValues(receipt.proposal), ...fileValues(attachments) }),
    );
  }
}

function owner(x: Exchange): FilesOwner {
  const { proposalId, processId } = x.facts<ProposalFacts>();
  return { kind: 'proposal', id: proposalId, processId, by: x.actor };
}
