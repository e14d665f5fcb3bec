import type * as tfl from '@tensorflow/tfjs-layers';

/**
 * A variable's name within its layer, of several parts where the layer names it so: `query/kernel`. tfjs puts the names
 * that stand around it before it: `time_distributed/multi_head_attention/query/kernel`.
 */
export const weightName = ({ name }: tfl.layers.Layer, { originalName }: tfl.LayerVariable): string => {
  const path = `/${originalName}`;
  const at = path.indexOf(`/${name}/`);
  return at < 0 ? originalName : path.slice(at + name.length + 2);
};
