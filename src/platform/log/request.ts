import { AsyncLocalStorage } from 'node:async_hooks';

/** What one request, socket command or job is called in the logs and in the record of events. */
interface Request {
  readonly id: string;
}

const requests = new AsyncLocalStorage<Request>();

/** Runs `work` so that every log line and recorded event of it carries this id. */
export const asRequest = <T>(id: string, work: () => T): T => requests.run({ id }, work);

/** The id of the request that is being answered, or null outside one. */
export const currentRequestId = (): string | null => requests.getStore()?.id ?? null;
