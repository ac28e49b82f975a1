import 'reflect-metadata';
import { configOrExit, exitRefused } from './platform/config/start.js';
import { EmbeddedFolder } from './platform/database/embedded-folder.js';

try {
  const config = configOrExit();
  const folder = EmbeddedFolder.take(config);
  // Much to load: meanwhile a new folder gets its cluster.
  const { start } = await import('./start.js');
  await start(config, folder);
} catch (error) {
  exitRefused(error);
}
