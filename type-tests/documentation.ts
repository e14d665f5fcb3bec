// What an editor says of whatever is exported: each function has its documentation, with an example, wherever it is
// hovered, and each option and method has its own, in completions too.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type TypeScript from 'typescript';

/** What editors offer of these is not called or set by anybody: data that the graph's own code reads. */
const inner = new Set(['graph', 'kind', 'spec', 'shape', 'of', 'in', 'out']);
/** Interfaces whose every member is written or called by users, besides those called `...Options`. */
const written = [
  'Callback',
  'Expectation',
  'Model',
  'ModelInTraining',
  'Saving',
  'Sequential',
  'SymbolicTensor',
  'Trainable',
  'TrainingParams',
];

/** What has no documentation, or no example, in the declarations of the entry points; a line for each. */
export const undocumented = (compiler: string): readonly string[] => {
  const ts = createRequire(import.meta.url)(compiler) as typeof TypeScript;
  const entries = [
    'index',
    'codegen/index',
    'graph-only',
    'data/index',
    'fp/index',
    'page/index',
    'pictures/index',
    'testing/index',
    'vite/index',
    'worker/index',
  ];
  const program = ts.createProgram(
    entries.map((entry) => resolve('dist', `${entry}.d.ts`)),
    {
      strict: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
    },
  );
  const checker = program.getTypeChecker();
  const says = (symbol: TypeScript.Symbol) =>
    ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
  const own = (symbol: TypeScript.Symbol) =>
    symbol.declarations?.some((each) => each.getSourceFile().fileName.startsWith(resolve('dist'))) === true;

  const isPrivate = (symbol: TypeScript.Symbol) =>
    symbol.declarations?.some((each) => ts.getCombinedModifierFlags(each) & ts.ModifierFlags.Private) ===
    true;

  const members = (name: string, symbol: TypeScript.Symbol) =>
    checker
      .getDeclaredTypeOfSymbol(symbol)
      .getProperties()
      .filter(
        (member) =>
          own(member) && !isPrivate(member) && !/^(~|__@)/.test(member.name) && !inner.has(member.name),
      )
      .filter((member) => says(member) === '')
      .map((member) => `${name}.${member.name} has no documentation`);

  const seen = new Set<TypeScript.Symbol>();
  const check = (name: string, exported: TypeScript.Symbol): readonly string[] => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    if (seen.has(symbol)) return [];
    seen.add(symbol);
    if (symbol.flags & ts.SymbolFlags.ValueModule) return exportsOf(`${name}.`, symbol);
    const text = says(symbol);
    const isValue = (symbol.flags & ts.SymbolFlags.Value) !== 0;
    const shown = new Set(symbol.getJsDocTags(checker).map((tag) => tag.name));
    return [
      ...(text === '' ? [`${name} has no documentation`] : []),
      ...(/\bsee `\w+`/.test(text) && isValue ? [`${name} sends the reader elsewhere: ${text}`] : []),
      ...(isValue && !shown.has('example') ? [`${name} has no example`] : []),
      ...(symbol.flags & ts.SymbolFlags.Interface &&
      (symbol.name.endsWith('Options') || written.includes(symbol.name))
        ? members(name, symbol)
        : []),
    ];
  };
  const exportsOf = (path: string, module: TypeScript.Symbol): readonly string[] =>
    checker.getExportsOfModule(module).flatMap((each) => check(path + each.name, each));

  const lines = entries.flatMap((entry) =>
    exportsOf(
      `${entry}: `,
      checker.getSymbolAtLocation(program.getSourceFile(resolve('dist', `${entry}.d.ts`))!)!,
    ),
  );
  return seen.size > 100 ? lines : [`only ${seen.size} exports were looked at`, ...lines];
};
