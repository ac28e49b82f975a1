/**
 * Bundles what the browser gets: style sheets, scripts, fonts and the mark, into dist/public, under names with a hash of their content.
 * `manifest.json` there says which file is which. Run by Node itself (`node src/client/build.ts`), so only erasable TypeScript here.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..', '..');
const outdir = join(root, 'dist', 'public');

const entries: Record<string, string> = {
  site: 'views/assets/css/site.css',
  room: 'views/assets/css/room.css',
  print: 'views/assets/css/print.css',
  embed: 'views/assets/css/embed.css',
  mark: 'views/assets/mark.svg',
  page: 'src/client/page/main.ts',
  theme: 'src/client/page/theme.ts',
};

/** Further bundles, each a folder of src/client with a main file. `<folder>.js` may stand beside a style sheet of the same name. */
const bundles = ['room', 'editor', 'draft', 'writing', 'replay', 'recount'];

const points = Object.entries(entries).map(([out, file]) => ({ in: join(root, file), out }));
for (const folder of bundles) {
  const main = ['main.tsx', 'main.ts'].map((file) => join(root, 'src', 'client', folder, file)).find((file) => existsSync(file));
  if (main) points.push({ in: main, out: folder });
}

/** Pure code does nothing by being loaded, so what a browser does not use of it (the schemas, and zod with them) stays out of its bundle. */
const pureCode: Plugin = {
  name: 'pure-code',
  setup(bundler) {
    bundler.onResolve({ filter: /^\./ }, async ({ path, pluginData, ...from }) => {
      const isPure = /[\\/]src[\\/](kernel|[^\\/]+[\\/]domain)[\\/]/.test(join(from.resolveDir, path));
      if (!isPure || pluginData === 'asked') return null;
      const { kind, importer, namespace, resolveDir } = from;
      const found = await bundler.resolve(path, { kind, importer, namespace, resolveDir, pluginData: 'asked' });
      return { ...found, sideEffects: false };
    });
  },
};

const result = await build({
  absWorkingDir: root,
  entryPoints: points,
  outdir,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022', 'chrome123', 'firefox128', 'safari17.5'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.woff2': 'file', '.svg': 'copy' },
  entryNames: '[name].[hash]',
  assetNames: '[name].[hash]',
  sourcemap: 'linked',
  metafile: true,
  logLevel: 'warning',
  plugins: [pureCode],
});

const manifest: Record<string, string> = {};
for (const [file, output] of Object.entries(result.metafile.outputs)) {
  if (file.endsWith('.map')) continue;
  const name = basename(file);
  manifest[name.replace(/\.[0-9A-Z]{8}(?=\.[a-z0-9]+$)/, '')] = name;
  if (output.bytes > 250_000) console.warn(`${name} weighs ${Math.round(output.bytes / 1000)} kB`);
}

// Written beside and moved into place, so that a server which starts at this moment reads either the old list or the new one.
const list = join(outdir, 'manifest.json');
await mkdir(dirname(list), { recursive: true });
await writeFile(`${list}.${process.pid}`, JSON.stringify(manifest, null, 2));
await rename(`${list}.${process.pid}`, list);
