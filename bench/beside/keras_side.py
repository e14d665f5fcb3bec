"""Keras, on the backend that KERAS_BACKEND names: answers as turns.ts has it."""

import json
import sys
import time

import numpy as np

import keras
from keras import Input, Sequential, layers

nets = {
    "mlp": (4000, [784]),
    "cnn": (512, [28, 28, 1]),
    "lstm": (512, [28, 28]),
    "transformer": (256, [40, 64]),
    "residual": (256, [32, 32, 3]),
}


def transformer():
    x = Input([40, 64])
    attended = layers.LayerNormalization()(x + layers.MultiHeadAttention(4, 16)(x, x))
    inner = layers.Dense(64)(layers.Dense(128, activation="relu")(attended))
    thought = layers.LayerNormalization()(attended + inner)
    return keras.Model(x, layers.Dense(10)(layers.GlobalAveragePooling1D()(thought)))


def residual():
    def conv(x, filters, size, strides=1):
        return layers.Conv2D(filters, size, strides=strides, padding="same", use_bias=False)(x)

    def normal(x):
        return layers.BatchNormalization()(x)

    def active(x):
        return layers.Activation("relu")(x)

    inputs = Input([32, 32, 3])
    first = active(normal(conv(inputs, 16, 3)))
    second = active(normal(conv(active(normal(conv(first, 16, 3))), 16, 3)) + first)
    two = normal(conv(active(normal(conv(second, 32, 3, 2))), 32, 3))
    third = active(two + conv(second, 32, 1, 2))
    return keras.Model(inputs, layers.Dense(10)(layers.GlobalAveragePooling2D()(third)))


models = {
    "mlp": lambda: Sequential([Input([784]), layers.Dense(128, activation="relu"), layers.Dense(10)]),
    "cnn": lambda: Sequential(
        [
            Input([28, 28, 1]),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dense(10),
        ]
    ),
    "lstm": lambda: Sequential([Input([28, 28]), layers.LSTM(64), layers.Dense(10)]),
    "transformer": transformer,
    "residual": residual,
}


def make(net):
    count, shape = nets[net]
    x = np.abs(np.sin(np.arange(count * int(np.prod(shape))))).astype("float32").reshape([count, *shape])
    y = (np.arange(count) % 10).astype("int32")
    model = models[net]()
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return {
        "train": lambda: model.fit(x, y, batch_size=32, verbose=0),
        "predict": lambda: model.predict(x, batch_size=32, verbose=0),
    }


made = {}
for line in sys.stdin:
    asked = json.loads(line)
    try:
        net = asked["net"]
        if net not in made:
            made[net] = make(net)
        start = time.perf_counter()
        made[net][asked["what"]]()
        answer = {"ms": 1000 * (time.perf_counter() - start)}
    except Exception as error:
        answer = {"skipped": str(error).split("\n")[0]}
    print("answer " + json.dumps(answer), flush=True)
