// The whole script of the worker that the applications train in, `?worker`.
import { serveTraining } from 'shapewright/worker';

serveTraining();
