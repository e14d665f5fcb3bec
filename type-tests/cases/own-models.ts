// Models of one's own: what goes in and comes out, what parts give, and the names that a step tells are types.
import {
  defineModel,
  input,
  layers,
  metrics,
  model,
  optimizers,
  sequential,
  type LiveTensor,
  type Tensor,
} from 'shapewright';
import { expectShape } from 'shapewright/testing';

interface Live extends LiveTensor {
  readonly rankType: 'R0' | 'R1' | 'R2';
}
interface Row extends LiveTensor {
  readonly rankType: 'R1';
}
declare const scalar: Live;
declare const row: Row;
const image = input([8]);
const encoder = model({ inputs: image, outputs: { mean: image.dense(2), spread: image.dense(2) } });
const decoder = sequential([2], [layers.dense(8)]);
const parts = { encoder, decoder };

const plain = defineModel({
  name: 'plain',
  inputs: image,
  outputs: [8],
  parts,
  call: (x: Live, { encoder, decoder }) => decoder(encoder(x).mean),
});
expectShape<[null, 8]>(plain.output);
expectShape<[null, 3]>(plain(input([8])).dense(3));
const vae = defineModel({
  name: 'vae',
  inputs: image,
  outputs: [8],
  parts,
  call: (x: Live, { encoder, decoder }) => decoder(encoder(x).mean),
  trainStep: ({ x }: { x: Live }, { encoder }, { minimize }) =>
    minimize(() => ({ loss: encoder(x).spread, kl: scalar }), ['encoder']),
});
const labelled = defineModel({
  name: 'labelled',
  inputs: { left: input([8]), right: input([2]) },
  outputs: { sum: [8] },
  labels: [3],
  parts,
  call: ({ right }: Record<'left' | 'right', Live>, { decoder }) => ({ sum: decoder(right) }),
  trainStep: ({ y }: { x: Record<'left' | 'right', Live>; y: Live }) => ({ off: y }),
  testStep: () => ({ off: scalar }),
});
const auc = metrics.auc();
const off = metrics.mean();
const measured = defineModel({
  name: 'measured',
  inputs: image,
  outputs: [8],
  labels: [8],
  parts,
  call: (x: Live, { encoder, decoder }) => decoder(encoder(x).mean),
  trainStep: (_batch: { x: Live; y: Live }, _parts, { minimize }) => ({
    ...minimize(() => ({ loss: scalar })),
    auc,
    off,
  }),
});
const trained = vae.compile({ optimizer: 'adam', seed: 1 });
const byPart = vae.compile({ optimizer: { encoder: 'adam', decoder: optimizers.sgd() } });
export const rate: number = byPart.optimizer.parts.decoder.learningRate;
vae.compile({ optimizer: { encoder: 'adam' } }); // error
vae.compile({ optimizer: { encoder: 'adam', decoder: 'adm' } }); // error
vae.compile({ optimizer: 'adm' }); // error
byPart.optimizer.parts.critic; // error
declare const x: Tensor<[100, 8]>;
declare const two: { left: Tensor<[100, 8]>; right: Tensor<[100, 2]> };
declare const y: Tensor<[100, 3]>;
void trained.fit(x, { epochs: 2, validationData: [x] }).then(({ history }) => history.val_kl.length);
void trained.evaluate(x).then(({ kl, loss }) => kl + loss);
void trained.predict(x).then((made) => made.shape[1] satisfies 8);
void labelled
  .compile()
  .fit(two, y, { validationSplit: 0.1 })
  .then(({ history }) => history.val_off);
void measured
  .compile()
  .evaluate(x, x)
  .then(({ auc, off, loss }) => auc + off + loss);

measured
  .compile()
  .evaluate(x, x)
  .then(({ recall }) => recall); // error
void trained.trainOnBatch(x).then(({ kl, loss }) => kl + loss);
void trained.testOnBatch(x, { returnList: true }).then(([first]) => first);
void labelled
  .compile()
  .trainOnBatch(two, y, { compiledStep: false })
  .then((told) => told.off.toFixed());
trained.trainOnBatch(y); // error
trained.trainOnBatch(x, { returnlist: true }); // error
labelled.compile().testOnBatch(two, x); // error
trained.fit(x).then(({ history }) => history.val_kl); // error
trained.fit(x).then(({ history }) => history.klDivergence); // error
trained.fit(x, { epoch: 2 }); // error
trained.fit(y); // error
trained.fit(x, { validationData: [x, y] }); // error
labelled.compile().fit(two, x); // error
vae.compile({ loss: 'mse' }); // error
decoder(vae(input([8]))); // error
vae(input([9])); // error
const call = (x: Live) => x;
const wrong = { name: 'wrong', inputs: image, outputs: [8], parts } as const;
const own = { ...wrong, call };
defineModel({ ...wrong, call: (x: Live, { decoder }) => decoder({ x }) }); // error
defineModel({ ...wrong, call: (_: Live, { decoder }) => decoder(row) }); // error
defineModel({ ...wrong, call: (x: Live, { decode }) => decode(x) }); // error
defineModel({ ...own, parts: { encoder: layers.dense(2) } }); // error
defineModel({ ...own, trainStep: (_, __, { minimise }) => ({ loss: scalar }) }); // error
defineModel({ ...own, trainStep: (_, __, { minimize }) => minimize(() => ({ loss: scalar }), ['critic']) }); // error
const small = { name: 'small', inputs: image, outputs: [8], parts: { two: encoder } } as const;
defineModel({ ...small, call: (x: Live, { two }) => two(x) }); // error
defineModel({ ...small, call, trainStep: () => ({ a: scalar }), testStep: () => ({ b: scalar }) }); // error
