/** What never reaches a log, whoever wrote the line: addresses, secrets, and characters that forge or colour lines in a terminal. */
const HIDDEN_NAMES =
  /^(?:e-?mails?|to|from|cookies?|set-cookie|authorization|tokens?|codes?|secret|password|ballot|choice|ip|remote-?address)$/i;
const ADDRESS = /[^\s@<>"'=:,;()]+@[^\s@<>"',;()]+\.[^\s@<>"',;()]+/g;
const CREDENTIALS = /(\w+:\/\/)[^\s/@]+@/g;
const BEARER = /\b(?:token|code|secret|key|password)=[^\s&"']+/gi;
const IP_ADDRESS = /\b(?:\d{1,3}\.){3}\d{1,3}\b|\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}\b/gi;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const DEPTH = 6;

/** The text without addresses and secrets, on one line. `127.0.0.1` stays: it says nothing about anybody. */
export function redactText(text: string): string {
  return text
    .replace(CONTROL, ' ')
    .replace(CREDENTIALS, '$1[hidden]@')
    .replace(ADDRESS, '[address]')
    .replace(BEARER, (pair) => `${pair.slice(0, pair.indexOf('='))}=[hidden]`)
    .replace(IP_ADDRESS, (ip) => (ip === '127.0.0.1' ? ip : '[ip]'));
}

/** A copy fit for the log: texts redacted, fields with telling names hidden, six levels deep at most. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date || typeof value !== 'object' || value === null)
    return typeof value === 'bigint' ? Number(value) : value;
  if (depth >= DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 50).map((one) => redact(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, HIDDEN_NAMES.test(name) ? '[hidden]' : redact(one, depth + 1)]),
  );
}

function redactError(error: Error, depth: number): unknown {
  return {
    name: error.name,
    message: redactText(error.message),
    stack: error.stack
      ?.split('\n')
      .slice(1, 12)
      .map((line) => line.trim()),
    ...(error.cause && depth < DEPTH ? { cause: redact(error.cause, depth + 1) } : {}),
  };
}
