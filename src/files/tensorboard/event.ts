// The messages of TensorBoard's event files: tensorflow/core/util/event.proto, framework/summary.proto and tensor.proto.
import type Pbf from 'pbf';

/** A tensor of numbers. */
export interface Numbers {
  readonly type: 'float' | 'double';
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** A tensor of texts, or of bytes. */
export interface Texts {
  readonly type: 'string';
  readonly shape: readonly number[];
  readonly texts: readonly (string | Uint8Array)[];
}

/** A value under its tag, and which of TensorBoard's plugins shows it. */
export interface SummaryValue {
  readonly tag: string;
  readonly plugin: 'scalars' | 'histograms' | 'images' | 'graph_keras_model';
  readonly tensor: Numbers | Texts;
}

/** What was seen at one step. */
export interface Event {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step?: number;
  /** Of a file's first event. */
  readonly fileVersion?: string;
  readonly value?: SummaryValue;
}

/** DataType: DT_FLOAT, DT_DOUBLE, DT_STRING. */
const types = { float: 1, double: 2, string: 7 } as const;

/** Little-endian numbers, side by side. */
const bytesOf = (type: 'float' | 'double', values: readonly number[]): Uint8Array => {
  const size = type === 'float' ? 4 : 8;
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, i) =>
    type === 'float' ? view.setFloat32(i * size, value, true) : view.setFloat64(i * size, value, true),
  );
  return new Uint8Array(view.buffer);
};

const encoder = new TextEncoder();
const asBytes = (given: string | Uint8Array): Uint8Array =>
  typeof given === 'string' ? encoder.encode(given) : given;

const writeShape = (shape: readonly number[], pbf: Pbf): void =>
  shape.forEach((size) =>
    pbf.writeMessage(2, (each: number, dim: Pbf) => dim.writeVarintField(1, each), size),
  );

const writeTensor = (tensor: Numbers | Texts, pbf: Pbf): void => {
  pbf.writeVarintField(1, types[tensor.type]);
  pbf.writeMessage(2, writeShape, tensor.shape);
  if (tensor.type === 'string') tensor.texts.forEach((each) => pbf.writeBytesField(8, asBytes(each)));
  else pbf.writeBytesField(4, bytesOf(tensor.type, tensor.values));
};

const writePlugin = (plugin: SummaryValue['plugin'], pbf: Pbf): void => {
  pbf.writeStringField(1, plugin);
  // the version of its data, which the others leave at none
  if (plugin === 'graph_keras_model') pbf.writeStringField(2, '1');
};

const writeValue = ({ tag, plugin, tensor }: SummaryValue, pbf: Pbf): void => {
  pbf.writeStringField(1, tag);
  pbf.writeMessage(8, writeTensor, tensor);
  pbf.writeMessage(
    9,
    (each: SummaryValue['plugin'], metadata: Pbf) => metadata.writeMessage(1, writePlugin, each),
    plugin,
  );
};

/** An event as a message's bytes. */
export const writeEvent = (event: Event, pbf: Pbf): Uint8Array => {
  pbf.writeDoubleField(1, event.wallTime);
  if (event.step) pbf.writeVarintField(2, event.step);
  if (event.fileVersion !== undefined) pbf.writeStringField(3, event.fileVersion);
  if (event.value)
    pbf.writeMessage(
      5,
      (value: SummaryValue, summary: Pbf) => summary.writeMessage(1, writeValue, value),
      event.value,
    );
  return pbf.finish();
};
