import { describe, expect, it } from '@jest/globals';
import { runProgram } from '../support/process.js';

const ENTRY = `
  import { configOrExit } from './src/platform/config/start.js';
  console.log('started on', configOrExit().PORT);
`;
const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://mesa.example.org',
  SESSION_SECRET: 'a-secret-that-must-not-be-shown-0123456789',
  SMTP_URL: 'smtps://user:hidden-word@mail.example.org',
};

describe('a start with settings that cannot work', () => {
  it.each([
    ['PORT', '70000'],
    ['SMTP_URL', 'https://user:hidden-word@mail.example.org'],
    ['SESSION_SECRET', 'hidden-word'],
    ['PUBLIC_URL', ''],
  ])('ends within two seconds, naming %s and never its value', async (name, value) => {
    const begun = performance.now();
    const program = await runProgram(ENTRY, { ...production, [name]: value });
    expect(await program.ended()).toBe(78);
    expect(performance.now() - begun).toBeLessThan(4_000); // bundling included; the process itself takes a fraction
    expect(program.output()).toMatch(new RegExp(`^The setting ${name} [^\\n]*\\.\\n$`));
    expect(program.output()).not.toContain('hidden-word');
  });

  it('names every mistake at once, and a name that is no setting', async () => {
    const program = await runProgram(ENTRY, { ...production, PORT: 'x', LOG_LEVEL: 'loud', MESA_PORT: '1' });
    expect(await program.ended()).toBe(78);
    expect(program.output()).toContain('The setting PORT ');
    expect(program.output()).toContain('The setting LOG_LEVEL ');
    expect(program.output()).toContain('The variable MESA_PORT is not a setting');
  });

  it('does not happen with settings that work', async () => {
    const program = await runProgram(ENTRY, { ...production, PORT: '8080' });
    expect(await program.ended()).toBe(0);
    expect(program.output()).toBe('started on 8080\n');
  });
});
