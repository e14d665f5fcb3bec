// Options by place where training takes an object: one error, which names the form.
import { layers, sequential } from 'shapewright';

const { dense } = layers;
const trainable = sequential([4], [dense(2)]).compile({ loss: 'mse' });
const x = [[1, 2, 3, 4]];
const y = [[1, 2]];
await trainable.fit(x, y, 32); // error
await trainable.fit(x, y, { epoch: 10 }); // error
await trainable.evaluate(x, y, 32); // error
await trainable.predict(x, 32); // error
const { history } = await trainable.fit(x, y, { epochs: 2, validationSplit: 0.5 });
void [history.val_loss];
