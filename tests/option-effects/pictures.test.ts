// Every argument and option of `shapewright/pictures` is seen to have an effect; a new one fails here by its name.
import { input, layers, sequential } from '../../src/graph-only.js';
import * as pictures from '../../src/pictures/index.js';
import { holdEffects, type Effects } from './module-effects.js';

const inner = sequential([2], [layers.dense(3, { activation: 'relu' })], { name: 'inner' });
const net = inner(input([2]))
  .dense(1)
  .toModel();
const ofModel: Effects = {
  sample: { model: net },
  of: {
    model: { values: [inner] },
    showShapes: { values: [true] },
    showDtype: { values: [true] },
    showLayerNames: { values: [false] },
    rankdir: { values: ['LR', 'BT', 'RL'] },
    expandNested: { values: [true] },
    showLayerActivations: { values: [true] },
    showTrainable: { values: [true] },
  },
};
const grey = [[[0, 1]], [[0.5, 0.25]]];
const counts = [[3, 1], [0, 2]]; // prettier-ignore

holdEffects(pictures, {
  modelToMermaid: ofModel,
  plotModel: ofModel,
  plotConfusionMatrix: {
    sample: { matrix: counts },
    of: {
      matrix: { values: [[[1]]] },
      classNames: { values: [['a', 'b'], ['no', 'yes']] }, // prettier-ignore
      cellSize: { values: [20, 80] },
      title: { values: ['one', 'two'] },
    },
  },
  plotHistory: {
    sample: { history: { loss: [3, 2, 1] } },
    of: {
      history: { values: [{ loss: [1] }] },
      width: { values: [300, 900] },
      height: { values: [100, 200] },
    },
  },
  plotImages: {
    sample: { images: grey },
    of: {
      images: { values: [[[[1, 0]]]] },
      labels: { values: [['a', 'b'], [1, 2]] }, // prettier-ignore
      columns: { values: [1] },
      imageWidth: { values: [20, 90] },
      valueRange: { values: [[0, 2], [-1, 1]] }, // prettier-ignore
    },
  },
});
