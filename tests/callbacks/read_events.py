"""What the real TensorBoard reads in a folder of event files, as JSON: `read_events.py FOLDER`."""

import json
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.graph.keras_util import keras_model_to_graph_def
from tensorboard.util import tensor_util

events = EventAccumulator(sys.argv[1], size_guidance={'tensors': 0})
events.Reload()
read = {'scalars': {}, 'histograms': {}, 'images': {}, 'graph': {}}
for tag in events.Tags()['tensors']:
    plugin = events.SummaryMetadata(tag).plugin_data.plugin_name
    values = [(each.step, tensor_util.make_ndarray(each.tensor_proto)) for each in events.Tensors(tag)]
    if plugin == 'scalars':
        read['scalars'][tag] = [[step, float(value)] for step, value in values]
    elif plugin == 'histograms':
        read['histograms'][tag] = [float(value[:, 2].sum()) for _, value in values]
    elif plugin == 'images':
        read['images'][tag] = len(values)
    elif plugin == 'graph_keras_model':
        graph = keras_model_to_graph_def(json.loads(values[0][1].item()))
        read['graph'] = {node.name: list(node.input) for node in graph.node}
print(json.dumps(read))
