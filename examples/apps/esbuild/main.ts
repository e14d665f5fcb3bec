// esbuild brings no .wasm files along: copy those of @tensorflow/tfjs-backend-wasm/dist beside the script.
import { trainInPage } from '../train.js';

await trainInPage();
