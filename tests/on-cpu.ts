// Tests run on plain JavaScript unless they choose another backend.
import '@tensorflow/tfjs-backend-cpu';
