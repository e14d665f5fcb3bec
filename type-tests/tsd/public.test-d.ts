// What each public function gives, as `tsd` sees it: exact types, not only assignable ones.
import { expectAssignable, expectError, expectNotAssignable, expectType } from 'tsd';
import {
  input,
  layers,
  loadModel,
  losses,
  model,
  optimizers,
  product,
  sequential,
  type Model,
  type Sequential,
  type SymbolicTensor,
  type Tensor,
} from '../../dist/index.js';

const image = input([28, 28, 1]);
type From = [null, 28, 28, 1];
const [flat, ten, three] = [layers.flatten(), layers.dense(10), layers.dense(3)];
type Flat = typeof flat;
type Ten = typeof ten;
type Three = typeof three;

expectType<SymbolicTensor<From, From>>(image);
expectType<SymbolicTensor<[null, 26, 26, 32], From>>(image.conv2d(32, 3));
expectType<SymbolicTensor<[null, 26, 26, 32], From>>(layers.conv2d(32, 3)(image));
expectType<[null, 26, 26, 32]>(image.conv2d(32, 3).shape);
expectType<12544>(product(7, 7, 256));
expectType<number>(product(7, Number('7')));

expectType<Sequential<[null, 28, 28], [null, 10], readonly [Flat, Ten]>>(
  sequential([28, 28], [layers.flatten(), layers.dense(10)]),
);
const mlp = sequential([28, 28], [layers.flatten(), layers.dense(10)]);
expectType<Sequential<[null, 28, 28], [null, 3], [Flat, Ten, Three]>>(mlp.add(layers.dense(3)));
expectType<Sequential<[null, 28, 28], [null, 784], [Flat]>>(mlp.pop());
expectType<Model<[null, 28, 28, 1], [null, 784]>>(image.flatten().toModel());
expectType<Model<[null, 28, 28, 1], [null, 784]>>(model({ inputs: image, outputs: image.flatten() }));
expectAssignable<Model<[null, 28, 28], [null, 10]>>(mlp);
expectNotAssignable<Model<[null, 28, 28], [null, 11]>>(mlp);
expectNotAssignable<SymbolicTensor<[null, 784]>>(image);
expectType<Promise<Model<[null, 28, 28], [null, 10]>>>(loadModel('x', { input: [28, 28], output: [10] }));

const trained = mlp.compile({
  optimizer: optimizers.adam(),
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
  metrics: ['accuracy'],
});
const x = { values: new Float32Array(784), shape: [1, 28, 28] } as const;
expectType<Promise<{ readonly loss: number; readonly accuracy: number }>>(trained.evaluate(x, [1]));
expectType<Promise<number[]>>(trained.evaluate(x, [1], { returnList: true }));
expectType<Promise<Tensor<[null, 10]>>>(trained.predict(x));
expectType<number[]>((await trained.fit(x, [1])).history.accuracy);
expectType<number[]>((await trained.fit(x, [1], { validationSplit: 0.5 })).history.val_loss);

expectError((await trained.fit(x, [1])).history.val_loss);
expectError(mlp.fit(x, [1]));
expectError(image.dense(0));
expectError(layers.conv2d(1, 0));
expectError(layers.dense('10'));
expectError(mlp.shape);
expectError(layers.add({ nam: 'sum' }));
