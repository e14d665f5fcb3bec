"""Opens with real Keras what ours wrote: predicts, trains on for three steps, saves again; one JSON line for each case.

python keras_opens.py CASES.json
"""

import json
import os
import sys

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
os.environ['TF_ENABLE_ONEDNN_OPTS'] = '0'

import absl.logging

absl.logging.set_verbosity('error')

import keras
import numpy as np
import tensorflow as tf

tf.get_logger().setLevel('ERROR')


def array(given):
    dtype = given.get('dtype') or 'float32'
    return np.array(given['values'], dtype=object if dtype == 'string' else dtype).reshape(given['shape'])


def plain(tensor):
    values = np.asarray(tensor).astype('float32')
    return {'shape': list(values.shape), 'values': values.reshape(-1).tolist()}


def arranged(structure, flat):
    return keras.tree.pack_sequence_as(structure, flat) if structure is not None else flat[0]


def opened(case):
    model = keras.models.load_model(case['file'])
    structures = [getattr(model, name, None) for name in ('_inputs_struct', '_outputs_struct')]
    xs = [array(each) for each in case['inputs']]
    if any(x.dtype == object for x in xs):
        xs = [tf.constant(x) for x in xs]
    # ours are in the order of the model's inputs; Keras sorts those that have names
    if isinstance(structures[0], dict):
        x = dict(zip(case['inputNames'], xs))
    else:
        x = arranged(structures[0], xs)
    made = model(x, training=False)
    if isinstance(made, dict):
        made = [made[name] for name in case['outputNames']]
    found = {
        'layers': [layer.name for layer in model.layers],
        'params': model.count_params(),
        'outputs': [plain(each) for each in keras.tree.flatten(made)],
    }
    if 'targets' in case:
        ys = [array(each) for each in case['targets']]
        y = dict(zip(case['outputNames'], ys)) if isinstance(structures[1], dict) else arranged(structures[1], ys)
        history = model.fit(x, y, epochs=3, batch_size=len(ys[0]), shuffle=False, verbose=0).history
        found['losses'] = [float(loss) for loss in history['loss']]
        found['metrics'] = sorted(history)
    if 'again' in case:
        model.save(case['again'])
        made = model(x, training=False)
        if isinstance(made, dict):
            made = [made[name] for name in case['outputNames']]
        found['after'] = [plain(each) for each in keras.tree.flatten(made)]
    if 'weights' in case:
        model.load_weights(case['weights'])
    return found


for case in json.load(open(sys.argv[1])):
    try:
        result = opened(case)
    except Exception as error:
        result = {'error': f'{type(error).__name__}: {error}'[:2000]}
    print('RESULT ' + json.dumps({'file': case['file'], **result}), flush=True)
    keras.backend.clear_session()
