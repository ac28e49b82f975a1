import 'reflect-metadata';
import { configOrExit, exitRefused } from './platform/config/start.js';
import { start } from './start.js';

try {
  await start(configOrExit());
} catch (error) {
  exitRefused(error);
}
