import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Folders of the site's two typefaces, in the form that Typst reads. */
export function typefaces(): string[] {
  const require = createRequire(import.meta.url);
  const folder = (name: string) => dirname(require.resolve(`@expo-google-fonts/${name}/package.json`));
  const [reading, display] = [folder('atkinson-hyperlegible-next'), folder('bricolage-grotesque')];
  return [join(reading, '400Regular'), join(reading, '700Bold'), join(reading, '400Regular_Italic'), join(display, '700Bold')];
}
