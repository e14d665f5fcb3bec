// Tensors put together value by value, and by their dot product.
import { input, layers } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { add, average, dot, maximum, minimum, multiply, subtract } = layers;
const a = input([3, 4]);
const b = input([1, 4]);
const row = input([4]);
const steps = input(['time', 4]);

expectShape<[null, 3, 4]>(multiply([a, b]));
expectShape<[null, 3, 4]>(multiply()([a, b, row]));
expectShape<[null, 3, 4]>(a.multiply(b));
expectShape<[null, 3, 4]>(average([a, row]));
expectShape<[null, 3, 4]>(a.maximum([b, row]));
expectShape<[null, 3, 4]>(minimum({ name: 'least' })([a, b]));
expectShape<[null, 3, 4]>(subtract([a, b]));
expectShape<[null, 3, 4]>(subtract()([a, b]));
expectShape<[null, 3, 4]>(a.subtract(b));
expectShape<[null, 3, 4]>(a.subtract([b], { name: 'rest' }));
expectShape<[null, 'time', 4]>(steps.multiply(row));
expectShape<[null, 1]>(row.dot(row));
expectShape<[null, 3, 1]>(a.dot(b, { axes: 2 }));
expectShape<[null, 3, 1]>(dot([a, b]));
expectShape<[null, 3]>(dot({ axes: -1, normalize: true })([a, row]));
expectShape<[null, 4, 5]>(dot([a, input([3, 5])], { axes: 1 }));
expectShape<[null, 3, 7]>(a.dot(input([7, 4]), { axes: [2, 2] }));
expectShape<[null, 'time', 3]>(steps.dot(a, { axes: 2 }));
expectShape<[null, 4, 4]>(steps.dot(steps, { axes: 1 }));

multiply([a, input([5])]); // error
a.multiply(input([3, 5])); // error
average([a]); // error
maximum()([a, input([2, 4])]); // error
subtract([a, b, row]); // error
subtract([a]); // error
subtract()([a, b, row]); // error
subtract()(a); // error
a.subtract([b, row]); // error
a.subtract(input([5])); // error
a.dot(input([5])); // error
a.dot(row, { axes: 2 }); // error
a.dot(row, { axes: 0 }); // error
dot([a, input([5, 3])], { axes: [2, 1] }); // error
dot([a, b, row]); // error
dot({ axes: 1 })([a, b]); // error
dot([a, b], { axis: 1 }); // error
steps.dot(a, { axes: 1 }); // error
steps.dot(input(['words', 4]), { axes: 1 }); // error
steps.dot(input(['time + 1', 4]), { axes: 1 }); // error
add([]); // error
