// Tests run on plain JavaScript unless they choose another backend, and on what the README has a user install: core and
// layers. The whole '@tensorflow/tfjs' gives tensors methods that tfjs's own layers then lean on, and hides what is missing.
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
