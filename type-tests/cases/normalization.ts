// Normalization over groups, by root mean squares and to length 1; noise; penalties on outputs; masking.
import { input, layers, regularizers } from 'shapewright';
import { expectMisfit, expectShape } from 'shapewright/testing';

const { groupNormalization, rmsNormalization, spatialDropout2d, unitNormalization } = layers;
const image = input([28, 28, 32]);
const steps = input(['time', 12]);
const open = input([null, null]);
declare const rate: number;

expectShape<[null, 28, 28, 32]>(image.groupNormalization());
expectShape<[null, 28, 28, 32]>(image.groupNormalization({ groups: 8, center: false }));
expectShape<[null, 28, 28, 32]>(image.groupNormalization({ groups: -1, axis: 1 }));
expectShape<[null, 'time', 12]>(groupNormalization({ groups: 4 })(steps));
expectShape<[null, 'time', 12]>(steps.rmsNormalization().unitNormalization());
expectShape<[null, 28, 28, 32]>(rmsNormalization({ axis: [1, 2] })(image));
expectShape<[null, null, null]>(open.unitNormalization({ axis: [1, -1] }));
expectShape<[null, 28, 28, 32]>(image.spatialDropout2d(rate, { seed: 1 }));
expectShape<[null, 'time', 12]>(
  steps.spatialDropout1d(0.5).gaussianNoise(0.1).gaussianDropout(0.2).alphaDropout(0.1),
);
expectShape<[null, 28, 28, 3, 32]>(
  input([28, 28, 3, 32]).spatialDropout3d(0.1, { dataFormat: 'channelsFirst' }),
);
expectShape<[null, 'time', 12]>(steps.masking().masking({ maskValue: -1 }));
expectShape<[null, 28, 28, 8]>(
  image.dense(8, { activityRegularizer: 'l2' }).activityRegularization({ l1: 0.1 }),
);
expectShape<[null, 28, 28, 8]>(image.conv2d(8, 1, { activityRegularizer: regularizers.l1(0.1) }));

steps.groupNormalization(); // error
image.groupNormalization({ groups: 5 }); // error
image.groupNormalization({ groups: 64 }); // error
groupNormalization({ groups: 5 })(image); // error
open.groupNormalization({ groups: 1 }); // error
image.groupNormalization({ axis: 4 }); // error
open.rmsNormalization(); // error
image.rmsNormalization({ axis: 5 }); // error
unitNormalization({ axis: 3 })(steps); // error
steps.spatialDropout2d(0.1); // error
image.spatialDropout1d(0.1); // error
image.spatialDropout2d(1.5); // error
spatialDropout2d(0.5)(steps); // error
steps.gaussianNoise(-0.1); // error
steps.gaussianDropout(2); // error
steps.alphaDropout(1.1); // error
steps.activityRegularization(0.1); // error
input([]).masking(); // error

expectMisfit(
  groupNormalization({ groups: 5 }),
  [null, 28, 28, 32],
  'groupNormalization: 32 channels do not part into 5 groups, got [null, 28, 28, 32]; give groups that divide 32',
);

// one device has the whole batch; Keras's old division by the variance stays
declare const shared: boolean;
expectShape<[null, 28, 28, 32]>(image.batchNormalization({ synchronized: false }));
expectShape<[null, 28, 28, 32]>(image.batchNormalization({ renorm: true, renormClipping: { dmax: 5 } }));
expectShape<[null, 'time', 12]>(steps.layerNormalization({ rmsScaling: true }));

image.batchNormalization({ renorm: true, renormClipping: { rmx: 1 } }); // error
image.batchNormalization({ synchronized: true }); // error
layers.batchNormalization({ synchronized: true }); // error
layers.batchNormalization({ synchronized: shared }); // error
steps.layerNormalization({ rmsScaling: 1 }); // error
