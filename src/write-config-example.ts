// `npm run config:example`: writes .env.example from the table of settings.
import { writeFileSync } from 'node:fs';
import { exampleEnvironment } from './platform/config/example.js';

writeFileSync('.env.example', exampleEnvironment());
