import { workerData } from 'node:worker_threads';
import { newCluster } from './new-cluster.js';

await newCluster(workerData as string);
