// The options of layers that slide a window over an image.
import { positivePair, type DataFormat, type ImageWindow } from '../../shapes/images.js';
import type { Padding, Size2 } from '../../shapes/window.js';

/** What such a layer's user may say. */
interface WindowOptions {
  strides?: Size2;
  padding?: Padding;
  dilationRate?: Size2;
  dataFormat?: DataFormat;
}

/** A word among the options, or an error that names what there is. */
export const oneOf = <T extends string>(layer: string, option: string, given: T, known: readonly T[]): T => {
  if (known.includes(given)) return given;
  throw new TypeError(
    `${layer}: ${option} must be ${known.map((each) => `'${each}'`).join(' or ')}, got ${JSON.stringify(given)}`,
  );
};

/** The data format behind an option, checked. */
export const dataFormat = (layer: string, given: DataFormat = 'channelsLast'): DataFormat =>
  oneOf(layer, 'dataFormat', given, ['channelsLast', 'channelsFirst']);

/** The padding behind an option, checked. */
export const paddingOf = (layer: string, given: Padding = 'valid'): Padding =>
  oneOf(layer, 'padding', given, ['valid', 'same']);

/** The window behind the options, checked; `strides` are `stride` where the user says none. */
export const windowConfig = (
  layer: string,
  sizeOption: string,
  size: Size2,
  options: WindowOptions,
  stride: Size2,
): ImageWindow => ({
  size: positivePair(layer, sizeOption, size),
  strides: positivePair(layer, 'strides', options.strides ?? stride),
  padding: paddingOf(layer, options.padding),
  dilation: positivePair(layer, 'dilationRate', options.dilationRate ?? 1),
  format: dataFormat(layer, options.dataFormat),
});
