/**
 * The instance must not start like this. The message is one clear sentence per reason, without secrets, for whoever typed the command;
 * entry points print it and end with a code other than 0.
 */
export class StartRefused extends Error {
  override readonly name: string = 'StartRefused';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
