// Optimizers and schedules of learning rates.
import { layers, optimizers, schedules, sequential } from 'shapewright';

const warm: schedules.Schedule = schedules.cosineDecay({
  initialLearningRate: 0,
  decaySteps: 1000,
  warmupTarget: 0.1,
  warmupSteps: 100,
});
const rate: number = warm.at(3);
const net = sequential([4], [layers.dense(1)]).compile({
  loss: 'mse',
  optimizer: optimizers.lossScale(
    optimizers.adamW({
      learningRate: warm,
      excludeFromWeightDecay: { varNames: ['bias'], varList: ['dense/kernel'] },
      gradientAccumulationSteps: 4,
      useEma: true,
      emaMomentum: 0.9,
    }),
    { initialScale: 1024 },
  ),
});
net.optimizer.learningRate = rate;
optimizers.sgd({ learningRate: (step) => 0.1 / (step + 1) });
optimizers.sgd({ learningRate: schedules.custom((step) => 0.1 / (step + 1), { name: 'oneOver' }) });
optimizers.muon({ excludeLayers: ['output'], rmsRate: null });

// what doesn't compile
schedules.exponentialDecay({ initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.9, staircse: true }); // error
schedules.piecewiseConstantDecay({ boundaries: 100, values: [0.1, 0.01] }); // error
optimizers.adam({ learningRate: schedules.cosineDecay }); // error
optimizers.adam({ learningRate: '0.1' }); // error
optimizers.sgd({ learningRate: (step: string) => step.length }); // error
optimizers.sgd({ useEMA: true }); // error
optimizers.adamW({ excludeFromWeightDecay: ['bias'] }); // error
optimizers.adamW({ excludeFromWeightDecay: { varName: ['bias'] } }); // error
optimizers.lossScale('adam'); // error
net.optimizer.learningRate = warm; // error
