import type { LayerPlan } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import { imageCopy, type Images } from '../padding.js';

/** The plan of `zeroPadding2d`. */
export const planZeroPadding2D: LayerPlan = ({ name, config, inputs, shapes }, planner) => {
  const x = inputs[0]!;
  if (config['dataFormat'] === 'channelsFirst')
    throw new NoPlan(`the layer '${name}' has its channels first`);
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const around = sidesOf(config['padding']);
  const images: Images = { batch, height, width, channels, around };
  const made = planner.value(shapes[0]!, x.slope !== undefined);
  const inward = imageCopy(planner, images, { batch, inward: true, adds: false });
  planner.clear(made.place, made.size * 4);
  planner.run(() => inward(x.place.address, made.place.address));
  planner.back(made, (slope) => {
    const { place, adds } = planner.slopeOf(x);
    const outward = imageCopy(planner, images, { batch, inward: false, adds });
    planner.run(() => outward(slope.address, place.address));
  });
  return [made];
};

/** One number for all sides, one for rows and one for columns, or each by itself. */
const sidesOf = (given: unknown): Images['around'] => {
  const [rows, columns] = (Array.isArray(given) ? given : [given, given]) as unknown as readonly [
    unknown,
    unknown,
  ];
  const side = (each: unknown): readonly [number, number] =>
    Array.isArray(each) ? (each as unknown as readonly [number, number]) : [each as number, each as number];
  return [side(rows), side(columns)];
};
