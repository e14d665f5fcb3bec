import * as tf from '@tensorflow/tfjs-core';

/** What a kernel of ours on a graphics card is called with; `theirs` is tfjs's own of that name. */
export interface GraphicsCall<Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly attributes: Attributes;
  readonly backend: unknown;
  readonly theirs: (inputs?: Inputs, attributes?: Attributes) => tf.Tensor;
}

const ours = new WeakSet<tf.KernelConfig>();

/** Any kernel by its name; inside a kernel of ours it leaves no trace on the tape. */
export const runKernel = (name: string, inputs: object, attributes: object = {}): tf.Tensor =>
  tf.engine().runKernel(name, inputs as tf.NamedTensorMap, attributes as tf.NamedAttrMap) as tf.Tensor;

/** Puts a kernel of ours in the place of tfjs's on a graphics card, for some inputs or all. Called again, it does nothing. */
export const replaceGraphicsKernel = <Inputs, Attributes = object>(
  backendName: 'webgl' | 'webgpu',
  kernelName: string,
  run: (call: GraphicsCall<Inputs, Attributes>) => tf.TensorInfo,
  isOurs: (inputs: Inputs) => boolean = () => true,
): void => {
  const config = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
  if (!config || ours.has(config)) return;
  const { kernelFunc } = config;
  const right: tf.KernelConfig = {
    ...config,
    kernelFunc: (call) => {
      const { inputs, attrs, backend } = call;
      if (!isOurs(inputs as Inputs)) return kernelFunc(call);
      const asTensor = (info: tf.TensorInfo): tf.Tensor =>
        tf.engine().makeTensorFromTensorInfo(info) as tf.Tensor;
      return tf.tidy(
        () =>
          run({
            inputs: inputs as Inputs,
            attributes: (attrs ?? {}) as Attributes,
            backend,
            theirs: (given = inputs as Inputs, attributes = attrs as Attributes) =>
              asTensor(
                kernelFunc({
                  inputs: given as tf.NamedTensorInfoMap,
                  attrs: attributes as tf.NamedAttrMap,
                  backend,
                }) as tf.TensorInfo,
              ),
          }) as tf.Tensor,
      );
    },
  };
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel(right);
  ours.add(right);
};

interface Unary {
  readonly x: tf.Tensor;
}

/** Has functions of one tensor keep its NaN. */
export const keepNaN = (backendName: 'webgl' | 'webgpu', kernels: readonly string[]): void => {
  for (const name of kernels)
    replaceGraphicsKernel<Unary>(backendName, name, ({ inputs: { x }, theirs }) =>
      tf.where(tf.isNaN(x), x, theirs()),
    );
};

/** Has products and convolutions that are fused with elu keep NaN: elu by itself does. */
export const keepNaNInFusedElu = (backendName: 'webgl' | 'webgpu'): void => {
  for (const name of ['_FusedMatMul', 'FusedConv2D'])
    replaceGraphicsKernel<object, { readonly activation: string }>(
      backendName,
      name,
      ({ inputs, attributes, theirs }) =>
        attributes.activation === 'elu'
          ? runKernel('Elu', { x: theirs(inputs, { ...attributes, activation: 'linear' }) })
          : theirs(),
    );
};

interface PoolAttributes {
  readonly filterSize: number | [number, number, number];
  readonly strides: number | [number, number, number];
  readonly pad: 'valid' | 'same' | number;
}

const triple = (value: number | readonly number[]) =>
  typeof value === 'number' ? [value, value, value] : value;

/** Max pooling in three dimensions as two in two, which keep NaN: over height and width, then over depth. */
export const keepNaNInMaxPool3D = (backendName: 'webgl' | 'webgpu'): void =>
  replaceGraphicsKernel<Unary, PoolAttributes>(
    backendName,
    'MaxPool3D',
    ({ inputs: { x }, attributes: { filterSize, strides, pad } }) => {
      const [batch, depth, height, width, channels] = x.shape as [number, number, number, number, number];
      const [[deep, ...filter], [step, ...stride]] = [triple(filterSize), triple(strides)] as [
        [number, ...number[]],
        [number, ...number[]],
      ];
      const planes = runKernel(
        'MaxPool',
        { x: tf.reshape(x, [batch * depth, height, width, channels]) },
        { filterSize: filter, strides: stride, pad },
      );
      const [, rows, columns] = planes.shape as [number, number, number];
      const none: [number, number] = [0, 0];
      const volumes = runKernel(
        'MaxPool',
        { x: tf.reshape(planes, [batch, depth, rows * columns, channels]) },
        {
          filterSize: [deep, 1],
          strides: [step, 1],
          pad: typeof pad === 'number' ? [none, [pad, pad], none, none] : pad,
        },
      );
      return tf.reshape(volumes, [batch, volumes.shape[1]!, rows, columns, channels]);
    },
  );

/** Pads tensors of five axes and more one axis after another: tfjs writes shaders for all of them that do not compile. */
export const padAxisByAxis = (backendName: 'webgl' | 'webgpu'): void =>
  replaceGraphicsKernel<{ readonly x: tf.Tensor }, { readonly paddings: [number, number][] }>(
    backendName,
    'PadV2',
    ({ inputs: { x }, attributes, theirs }) =>
      attributes.paddings.reduce((made: tf.Tensor, [before, after], axis) => {
        if (before === 0 && after === 0) return made;
        const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1);
        const [outer, n, inner] = [made.shape.slice(0, axis), made.shape[axis]!, made.shape.slice(axis + 1)];
        const row = tf.reshape(made, [product(outer), n, product(inner)]);
        const paddings: [number, number][] = [
          [0, 0],
          [before, after],
          [0, 0],
        ];
        return tf.reshape(theirs({ x: row }, { ...attributes, paddings }), [
          ...outer,
          n + before + after,
          ...inner,
        ]);
      }, tf.clone(x)),
    ({ x }) => x.shape.length > 4,
  );
