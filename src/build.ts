/**
 * Makes `dist` of `src` and `views`, when something of them has changed since: the server's modules by SWC, with the data files beside them, the
 * templates as code, and at the same time the browser's bundles by `src/client/build.ts`. Run by Node itself (`node src/build.ts`), so only erasable TypeScript here.
 */
import { transformFile } from '@swc/core';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { TEMPLATE_CODE_FILE, templateCode, templateFiles, templateKey } from './platform/web/template-code.ts';

const root = process.cwd();
const src = join(root, 'src');
const views = join(root, 'views');
const dist = join(root, 'dist');
/** For an installation, whose logs name the lines of the sources; a first start is sooner without. */
const hasMaps = process.argv.includes('--source-maps');
const WITH_MAPS = ' with source maps';
/** Written as the last thing of all: without it, a build was interrupted. */
const stamp = join(dist, '.built');

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** One word for everything that the result depends on: which files there are, how long, and when they were changed. */
async function stateOf(files: readonly string[]): Promise<string> {
  const lines = await Promise.all(
    files.toSorted().map(async (file) => {
      const { size, mtimeMs } = await stat(file);
      return `${relative(root, file)} ${size} ${mtimeMs}`;
    }),
  );
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

async function compile(file: string, out: string): Promise<void> {
  const sourceFileName = relative(dirname(out), file);
  const { code, map } = await transformFile(file, { cwd: root, root, outputPath: out, sourceFileName, sourceMaps: hasMaps });
  const link = map ? `\n//# sourceMappingURL=${basename(out)}.map` : '';
  await Promise.all([writeFile(out, `${code}${link}`), map ? writeFile(`${out}.map`, map) : null]);
}

/** Of `src`, neither the browser's code, nor specs, nor this. */
const isOfServer = (file: string): boolean =>
  /\.(ts|json|typ)$/.test(file) && !/^client[\\/]|\.spec\.ts$|^build\.ts$|(^|[\\/])tsconfig[^\\/]*$/.test(file);

async function buildServer(files: readonly string[]): Promise<void> {
  const own = files.map((file) => relative(src, file)).filter(isOfServer);
  await Promise.all(
    [...new Set(own.map((file) => dirname(join(dist, file))))].map((folder) => mkdir(folder, { recursive: true })),
  );
  await Promise.all(
    own.map(async (file) => {
      if (file.endsWith('.ts')) await compile(join(src, file), join(dist, file.replace(/\.ts$/, '.js')));
      else await copyFile(join(src, file), join(dist, file));
    }),
  );
}

async function buildTemplates(): Promise<void> {
  const sources = await Promise.all(templateFiles(views).map((file) => readFile(file, 'utf8')));
  const code = Object.fromEntries(sources.map((source) => [templateKey(source), templateCode(source)]));
  await writeFile(join(dist, TEMPLATE_CODE_FILE), JSON.stringify(code));
}

/** In a process of its own, so that it has a core of its own. */
async function buildClient(): Promise<void> {
  const bundler = spawn(process.execPath, [join(src, 'client', 'build.ts')], { cwd: root, stdio: 'inherit' });
  const code = await new Promise((resolve, reject) => bundler.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error('The bundles of the browser could not be built');
}

const files = await filesBelow(src);
const others = ['package-lock.json', '.swcrc'].map((file) => join(root, file));
const state = await stateOf([...files, ...(await filesBelow(views)), ...others]);
const built = await readFile(stamp, 'utf8').catch(() => '');
if (built !== `${state}${WITH_MAPS}` && (hasMaps || built !== state)) {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist);
  await Promise.all([buildClient(), buildServer(files), buildTemplates()]);
  await writeFile(stamp, hasMaps ? `${state}${WITH_MAPS}` : state);
}
