// The worker of `worker.ts`: its whole script. WebGPU's package is there for the backend of that name.
import '@tensorflow/tfjs-backend-webgpu';
import { serveTraining } from 'shapewright/worker';

serveTraining();
