// webpack puts the .wasm files beside the bundle by itself.
import { trainInPage } from '../train.js';

await trainInPage();
