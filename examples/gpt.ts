// A small GPT reads film reviews, and writes some. npx tsx examples/gpt.ts
import { losses, useBackend } from 'shapewright';
import { gpt } from './architectures/gpt.js';
import { goal } from './data/folder.js';
import { readReviews } from './data/reviews.js';

await useBackend('auto');
const { real, train, test } = readReviews();
const [words, length] = [3000, 48];

/** Words and signs, one after the other; each review begins with an empty one. */
const piecesOf = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => [
    '',
    ...(text
      .toLowerCase()
      .replace(/<br \/>/g, ' ')
      .match(/[a-z']+|[.,!?]/g) ?? []),
  ]);

const read = piecesOf(train.texts);
const counts = new Map<string, number>();
for (const piece of read) counts.set(piece, (counts.get(piece) ?? 0) + 1);
const known = [...counts]
  .sort(([, a], [, b]) => b - a)
  .slice(0, words - 1)
  .map(([piece]) => piece);
const index = new Map(known.map((piece, i) => [piece, i + 1]));
const indexOf = (piece: string) => index.get(piece) ?? 0; // 0 is a word that it does not know

/** Stretches of text, and the word after each of theirs. */
const stretches = (pieces: readonly string[], most: number) => {
  const count = Math.min(most, Math.floor((pieces.length - 1) / length));
  const shape = [count, length] as const;
  const at = (from: number) =>
    Int32Array.from({ length: count * length }, (_, i) => indexOf(pieces[i + from]!));
  return { x: { values: at(0), shape }, y: { values: at(1), shape } };
};
const seen = stretches(read, 12_000);
const unseen = stretches(piecesOf(test.texts), 400);

const model = gpt();
model.summary();
const trained = model.compile({
  optimizer: 'adam',
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
  seed: 1,
});
await trained.fit(seen.x, seen.y, { epochs: 1, batchSize: 32, verbose: 2 });
const { loss } = await trained.evaluate(unseen.x, unseen.y, { batchSize: 32, verbose: 0 });

// what whoever knows nothing but how frequent words are would come to
const frequency = new Float64Array(words).fill(1);
for (const word of seen.x.values) frequency[word]! += 1;
const all = frequency.reduce((sum, each) => sum + each);
const plain =
  unseen.y.values.reduce((sum, word) => sum - Math.log(frequency[word]! / all), 0) / unseen.y.values.length;

/** Goes on with a text, word by word: each is drawn from the likely ones. */
const write = async (text: string, more: number): Promise<string> => {
  const pieces = [...piecesOf([text])];
  for (let i = 0; i < more; i++) {
    const last = pieces.slice(-length);
    const context = Int32Array.from({ length }, (_, at) => indexOf(last[at] ?? ''));
    const scores = await model.predict({ values: context, shape: [1, length] });
    const from = (last.length - 1) * words;
    const row = (await scores.data()).subarray(from, from + words);
    scores.dispose();
    const likely = Array.from(row, (score, word) => ({ score, word }))
      .filter(({ word }) => word > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, 10);
    const shares = likely.map(({ score }) => Math.exp(score - likely[0]!.score));
    let draw = Math.random() * shares.reduce((sum, share) => sum + share);
    const { word } = likely[shares.findIndex((share) => (draw -= share) <= 0)] ?? likely[0]!;
    pieces.push(known[word - 1]!);
  }
  return pieces.join(' ').trim();
};
for (const begin of ['this film', 'i have never']) console.log(`\n${await write(begin, 30)}`);
goal(
  real,
  loss < plain - 0.5,
  `perplexity ${Math.exp(loss).toFixed(0)} on unseen reviews; by words' frequency alone it is ${Math.exp(plain).toFixed(0)}`,
);
trained.dispose();
