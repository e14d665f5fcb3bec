// Spectra of signals, and boxes: frames, frequencies, and what does not fit.
import { input, layers, model } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const sound = input([16000, 1]);
expectShape<[null, 124, 129]>(sound.stftSpectrogram());
expectShape<[null, 124, 129]>(sound.stftSpectrogram({ frameLength: 256, frameStep: 128, trainable: false }));
expectShape<[null, 125, 129]>(sound.stftSpectrogram({ padding: 'same' }));
expectShape<[null, 317, 129]>(sound.stftSpectrogram({ frameLength: 200, frameStep: 50 }));
expectShape<[null, 124, 129, 1]>(sound.stftSpectrogram({ expandDims: true, mode: 'psd' }));
expectShape<[null, 124, 258]>(sound.stftSpectrogram({ mode: 'stft' }));
expectShape<[null, 2, 9, 5]>(
  input([2, 40]).stftSpectrogram({ frameLength: 8, expandDims: true, dataFormat: 'channelsFirst' }),
);
expectShape<[null, 10, 9]>(input([2, 40]).stftSpectrogram({ frameLength: 8, dataFormat: 'channelsFirst' }));
expectShape<[null, null, 18]>(input([null, 2]).stftSpectrogram({ frameLength: 16 }));
expectShape<[null, 128, 32]>(input([16000]).melSpectrogram());
expectShape<[null, 40, 101]>(
  input([16000]).melSpectrogram({ fftLength: 512, sequenceStride: 160, numMelBins: 40 }),
);
expectShape<[null, 3, null]>(layers.melSpectrogram({ numMelBins: 3 })(input(['time'])));
expectShape<[null, 10, 4]>(input([null, 4]).maxNumBoundingBoxes(10));
const [boxes, labels] = input([7, 4]).maxNumBoundingBoxes(3, { labels: input([7]) });
expectShape<[null, 3, 4]>(boxes);
expectShape<[null, 3]>(labels);
const net = model({ inputs: sound, outputs: sound.stftSpectrogram({ expandDims: true }).conv2d(4, 3) });
expectShape<[null, 122, 127, 4]>(net.output);

input([100, 1]).stftSpectrogram(); // error
input([16000]).stftSpectrogram(); // error
input([16000, null]).stftSpectrogram(); // error
sound.stftSpectrogram({ mode: 'power' }); // error
sound.stftSpectrogram({ frameLength: 100, frameStep: 200 }); // error
sound.stftSpectrogram({ frameLength: 100, fftLength: 64 }); // error
sound.melSpectrogram(); // error
input([1024]).melSpectrogram(); // error
input([16000]).melSpectrogram({ fftLength: 256, sequenceLength: 300 }); // error
input([16000]).melSpectrogram({ numMelBins: 0 }); // error
input([4]).maxNumBoundingBoxes(3); // error
input([7, 5]).maxNumBoundingBoxes(3); // error
input([7, 4]).maxNumBoundingBoxes(3, { labels: input([6]) }); // error
