import { block, input, layers, model } from 'shapewright';
import { expectShape } from 'shapewright/testing';
const { activation, averagePooling2d, batchNormalization, concatenate, conv2d, maxPooling2d } = layers;

const norm = () => block([batchNormalization({ scale: false }), activation('relu')]);

/** A convolution that keeps height and width. */
const keep = <const F extends number>(filters: F, window: number | [number, number] = 1) =>
  block([conv2d(filters, window, { padding: 'same', useBias: false }), norm()]);

/** One without padding. */
const valid = <const F extends number>(filters: F) => block([conv2d(filters, 3, { useBias: false }), norm()]);

/** One without padding that halves height and width. */
const halve = <const F extends number>(filters: F) =>
  block([conv2d(filters, 3, { strides: 2, useBias: false }), norm()]);

/** The mean around each place, and a convolution over it. */
const around = <const F extends number>(filters: F) =>
  block([averagePooling2d(3, { strides: 1, padding: 'same' }), keep(filters)]);

const five = () => block([keep(48), keep(64, 5)]);
const threeTwice = () => block([keep(64), keep(96, 3), keep(96, 3)]);

/** A window of 7 as two, 1x7 and 7x1; and twice over. */
const seven = <const F extends number>(filters: F) =>
  block([keep(filters), keep(filters, [1, 7]), keep(192, [7, 1])]);
const sevenTwice = <const F extends number>(filters: F) =>
  block([
    keep(filters),
    keep(filters, [7, 1]),
    keep(filters, [1, 7]),
    keep(filters, [7, 1]),
    keep(192, [1, 7]),
  ]);

/**
 * InceptionV3: windows of several sizes side by side; 23,851,784 parameters.
 * Szegedy et al. 2015, https://arxiv.org/abs/1512.00567
 */
export const inceptionV3 = () => {
  const image = input([299, 299, 3]);
  const stem = image
    .apply(halve(32))
    .apply(valid(32))
    .apply(keep(64, 3))
    .maxPooling2d(3, { strides: 2 })
    .conv2d(80, 1, { useBias: false })
    .apply(norm())
    .apply(valid(192))
    .maxPooling2d(3, { strides: 2 });
  expectShape<[null, 35, 35, 192]>(stem);

  const at35 = stem
    .apply((x) =>
      concatenate([x.apply(keep(64)), x.apply(five()), x.apply(threeTwice()), x.apply(around(32))]),
    )
    .apply((x) =>
      concatenate([x.apply(keep(64)), x.apply(five()), x.apply(threeTwice()), x.apply(around(64))]),
    )
    .apply((x) =>
      concatenate([x.apply(keep(64)), x.apply(five()), x.apply(threeTwice()), x.apply(around(64))]),
    );
  expectShape<[null, 35, 35, 288]>(at35);

  const at17 = at35
    .apply((x) =>
      concatenate([
        x.apply(halve(384)),
        x.apply(keep(64)).apply(keep(96, 3)).apply(halve(96)),
        x.apply(maxPooling2d(3, { strides: 2 })),
      ]),
    )
    .apply((x) =>
      concatenate([x.apply(keep(192)), x.apply(seven(128)), x.apply(sevenTwice(128)), x.apply(around(192))]),
    )
    .apply((x) =>
      concatenate([x.apply(keep(192)), x.apply(seven(160)), x.apply(sevenTwice(160)), x.apply(around(192))]),
    )
    .apply((x) =>
      concatenate([x.apply(keep(192)), x.apply(seven(160)), x.apply(sevenTwice(160)), x.apply(around(192))]),
    )
    .apply((x) =>
      concatenate([x.apply(keep(192)), x.apply(seven(192)), x.apply(sevenTwice(192)), x.apply(around(192))]),
    );
  expectShape<[null, 17, 17, 768]>(at17);

  const reduced = concatenate([
    at17.apply(keep(192)).apply(halve(320)),
    at17.apply(seven(192)).apply(halve(192)),
    at17.apply(maxPooling2d(3, { strides: 2 })),
  ]);
  expectShape<[null, 8, 8, 1280]>(reduced);

  const first3 = reduced.apply(keep(384));
  const first9 = reduced.apply(keep(448)).apply(keep(384, 3));
  const first = concatenate([
    reduced.apply(keep(320)),
    concatenate([first3.apply(keep(384, [1, 3])), first3.apply(keep(384, [3, 1]))]),
    concatenate([first9.apply(keep(384, [1, 3])), first9.apply(keep(384, [3, 1]))]),
    reduced.apply(around(192)),
  ]);
  expectShape<[null, 8, 8, 2048]>(first);

  const last3 = first.apply(keep(384));
  const last9 = first.apply(keep(448)).apply(keep(384, 3));
  const last = concatenate([
    first.apply(keep(320)),
    concatenate([last3.apply(keep(384, [1, 3])), last3.apply(keep(384, [3, 1]))]),
    concatenate([last9.apply(keep(384, [1, 3])), last9.apply(keep(384, [3, 1]))]),
    first.apply(around(192)),
  ]);
  expectShape<[null, 8, 8, 2048]>(last);

  const classes = last.globalAveragePooling2d({}).dense(1000, { activation: 'softmax' });
  return model({ inputs: image, outputs: classes, name: 'inception_v3' });
};
