// Blocks: layers as one, checked where they are put; each line marked as an error is one error, in one sentence.
import { block, input, layers, repeat, residual, sequential } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { batchNormalization, conv2d, dense, flatten, maxPooling2d, reLU } = layers;
const same = { padding: 'same' } as const;
const image = input([32, 32, 64]);
const row = input([784]);
declare const wide: number;

const features = block([conv2d(16, 3, same), batchNormalization(), reLU()], { name: 'features' });
expectShape<[null, 32, 32, 16]>(features(image));
expectShape<[null, 8, 8, 16]>(input([8, 8, 3]).apply(features));
expectShape<[null, 10]>(image.apply(block([flatten(), dense(10)])));
expectShape<[null, 13, 13, 16]>(sequential([28, 28, 1], [block([conv2d(16, 3), maxPooling2d(2)])]).output);
expectShape<[null, 32, 32, 64]>(image.apply(block([])));
expectShape<[null, 'h', 'w', 16]>(input(['h', 'w', 3]).apply(features));

// the input added to what the layers make of it
const same64 = () => residual([conv2d(64, 3, same), batchNormalization(), reLU()]);
expectShape<[null, 32, 32, 64]>(image.apply(same64()));
const down = residual(conv2d(128, 3, { padding: 'same', strides: 2 }), {
  shortcut: [conv2d(128, 1, { strides: 2 }), batchNormalization()],
});
expectShape<[null, 16, 16, 128]>(image.apply(same64()).apply(down));
expectShape<[null, 10]>(image.apply(down).flatten().dense(10));
// a layer that is made in its place beside one that is not
const norm = () => batchNormalization();
const wider = residual([conv2d(128, 1), norm()], { shortcut: [conv2d(128, 1), norm()] });
expectShape<[null, 32, 32, 128]>(image.apply(wider));

// stacks
expectShape<[null, 32, 32, 64]>(image.apply(repeat(8, same64)));
expectShape<[null, 24, 24, 64]>(image.apply(repeat(4, () => conv2d(64, 3))));
expectShape<[null, 1, 1, 64]>(image.apply(repeat(5, () => maxPooling2d(2))));
expectShape<[null, 8]>(input([8]).apply(repeat(wide, () => dense(8))));
expectShape<[null, number]>(input([8]).apply(repeat(3, (place) => dense(place + 1))));
expectShape<[null, 8]>(input([8]).apply(repeat(0, () => dense(3))));

features(row); // error
residual(conv2d(32, 3, same))(image); // error
residual(dense(3))(row); // error
residual(conv2d(128, 3, same), { shortcut: conv2d(64, 1) })(image); // error
repeat(20, () => conv2d(64, 3))(image); // error
repeat(6, () => maxPooling2d(2))(image); // error
repeat(-1, () => dense(3)); // error
repeat(1.5, () => dense(3)); // error
residual([dense(3)], { shortcutt: dense(3) }); // error
sequential([784], [dense(10), features]); // error
block([flatten(), dense]); // error
