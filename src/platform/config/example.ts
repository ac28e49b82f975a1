import { Settings } from './settings.js';

const WIDTH = 100;

/** The text of `.env.example`, from the table of settings; a spec holds the file to it. */
export function exampleEnvironment(): string {
  const entries = Object.entries(Settings.shape).map(([name, schema]) => {
    const meta = schema.meta() ?? {};
    const preset = schema.safeParse(undefined);
    const value = meta['example'] ?? (preset.success && preset.data !== undefined ? preset.data : '');
    return `${comment(meta.description ?? '')}\n#${name}=${String(value)}`;
  });
  return [
    comment(
      'Settings of Mesa Abierta, all optional in development. Written by npm run config:example from src/platform/config/settings.ts: edit there.',
    ),
    ...entries,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function comment(sentence: string): string {
  const lines = [''];
  for (const word of sentence.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line && line.length + word.length + 3 > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.map((line) => `# ${line}`).join('\n');
}
