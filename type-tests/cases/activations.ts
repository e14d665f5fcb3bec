// Activations as layers, and by their names.
import { input, layers } from 'shapewright';
import { expectMisfit, expectShape } from 'shapewright/testing';

const { elu, leakyReLU, preLU } = layers;
const image = input([28, 28, 3]);
const open = input([null, 3]);

expectShape<[null, 28, 28, 3]>(image.leakyReLU({ negativeSlope: 0.1 }).elu({ alpha: 0.5 }).preLU());
expectShape<[null, 28, 28, 3]>(preLU({ sharedAxes: [1, 2] })(image));
expectShape<[null, null, 3]>(open.preLU({ sharedAxes: 1 }));
expectShape<[null, null, 3]>(open.preLU({ sharedAxes: [1] }));
expectShape<[null, 'time', 3]>(input(['time', 3]).preLU({ sharedAxes: [1], alphaInitializer: 'ones' }));
expectShape<[null, 28, 28, 3]>(elu()(leakyReLU()(image)));
expectShape<[null, 28, 28, 8]>(image.dense(8, { activation: 'hardSwish' }).activation('sparsemax'));
expectShape<[null, 28, 28, 8]>(
  image
    .dense(8, {
      activation: 'hard_swish',
      kernelInitializer: 'he_normal',
      biasInitializer: 'Zeros',
      kernelRegularizer: 'L2',
      kernelConstraint: 'max_norm',
    })
    .activation('log_softmax'),
);

image.dense(8, { activation: 'HardSwish' }); // error
image.dense(8, { kernelInitializer: 'HeNorm' }); // error
image.dense(8, { kernelConstraint: 'maxnorm' }); // error
open.preLU(); // error
preLU()(open); // error
open.preLU({ sharedAxes: [2] }); // error
open.preLU({ sharedAxes: [3] }); // error
open.preLU({ sharedAxes: 1, alphaInitialiser: 'zeros' }); // error
image.leakyReLU(0.1); // error
image.leakyReLU({ alpha: 0.1 }); // error
image.elu({ alpha: '1' }); // error
image.activation('threshold'); // error

expectMisfit(preLU(), [null, null, 3], 'preLU needs to know the size of axis 1, got [null, null, 3]');
expectMisfit(preLU({ sharedAxes: [3] }), [null, 4, 3], 'preLU: [null, 4, 3] has no axis 3');
