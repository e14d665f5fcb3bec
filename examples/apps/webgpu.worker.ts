// The same for WebGPU, whose package a bundler takes into a worker only where the worker's script names it.
import '@tensorflow/tfjs-backend-webgpu';
import { serveTraining } from 'shapewright/worker';

serveTraining();
