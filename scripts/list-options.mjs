// The page docs/options.md, from what each function declares and from the comments of its options.
// `node scripts/list-options.mjs` writes it, after a build; with --check it fails where the page is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const api = await import('../dist/index.js');
const entry = join(root, 'src', 'index.ts');
const page = join(root, 'docs', 'options.md');

const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
/** Entries of their own, whose functions stand by themselves. */
const modules = { data: 'Data', pictures: 'Pictures' };
const entryOf = (module) => join(root, 'src', module, 'index.ts');
const program = ts.createProgram([entry, ...Object.keys(modules).map(entryOf)], { ...options, noEmit: true });
const checker = program.getTypeChecker();
const sources = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(join(root, 'src')));

/** The interfaces of options by their lower-case names: 'conv2d' has Conv2DOptions. */
const interfaces = new Map(
  sources.flatMap((source) =>
    source.statements
      .filter((each) => ts.isInterfaceDeclaration(each) && each.name.text.endsWith('Options'))
      .map((each) => [
        each.name.text.slice(0, -'Options'.length).toLowerCase(),
        checker.getTypeAtLocation(each),
      ]),
  ),
);

const exportsOf = (file) =>
  checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)));
const exported = (container) => checker.getExportsOfModule(checker.getAliasedSymbol(container));
const groupOf = (name) =>
  new Map(
    (name in modules
      ? exportsOf(entryOf(name))
      : exported(exportsOf(entry).find((symbol) => symbol.name === name))
    ).map((symbol) => [
      symbol.name,
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    ]),
  );

const oneLine = (text) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
const documentation = (symbol) => oneLine(ts.displayPartsToString(symbol.getDocumentationComment(checker)));

/** The types that a function's arguments may have. */
const parameterTypes = (symbol) =>
  checker
    .getTypeOfSymbolAtLocation(symbol, symbol.valueDeclaration)
    .getCallSignatures()
    .flatMap((signature) => signature.getParameters())
    .flatMap((parameter) => {
      const type = checker.getTypeOfSymbolAtLocation(
        parameter,
        parameter.valueDeclaration ?? symbol.valueDeclaration,
      );
      return type.isUnion() ? type.types : [type];
    });

/** What the comments say of an option: in the interface of its name, or in the types of the function's arguments. */
const saidOfOption = (name, symbol, option, group) => {
  const places = [
    interfaces.get(name.toLowerCase()),
    ...parameterTypes(symbol),
    ...(group === 'layers' ? [interfaces.get('layer')] : []),
  ];
  for (const type of places) {
    const found = type?.getProperty(option);
    if (found && documentation(found) !== '') return documentation(found);
  }
  return '';
};

/** What the comments say of an argument: the `@param` of its name in the function's file, or the one at its place. */
const saidOfArgument = (symbol, argument, place) => {
  const { text } = symbol.valueDeclaration.getSourceFile();
  const said = [...text.matchAll(/@param (\w+) ([^@]*?)(?=\n\s*\* @|\*\/)/g)];
  const [, , found = ''] = said.find(([, name]) => name === argument) ?? said[place] ?? [];
  return oneLine(found.replace(/\n\s*\*/g, ' '));
};

const literal = (value) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value));
const fallback = (option) => {
  if (option.absent) return 'none';
  if (option.follows !== undefined) return `as \`${option.follows}\``;
  return option.fallback === undefined ? 'must be given' : `\`${literal(option.fallback)}\``;
};

const titles = {
  layers: 'Layers',
  initializers: 'Initializers',
  regularizers: 'Regularizers',
  constraints: 'Constraints',
  losses: 'Losses',
  metrics: 'Metrics',
  optimizers: 'Optimizers',
  schedules: 'Schedules',
  callbacks: 'Callbacks',
};

const moduleApi = async (module) => import(`../dist/${module}/index.js`);
const groups = [
  ...Object.entries(titles).map(([group, title]) => [group, title, api[group]]),
  ...(await Promise.all(
    Object.entries(modules).map(async ([module, title]) => [module, title, await moduleApi(module)]),
  )),
];

const sections = groups.map(([group, title, members]) => {
  const symbols = groupOf(group);
  const functions = Object.entries(members).filter(([, made]) => 'declaration' in made);
  const parts = functions.map(([name, { declaration }]) => {
    const symbol = symbols.get(name);
    const { takes } = declaration;
    const call = `${name}(${[...Object.keys(takes), ...(Object.keys(declaration.options).length ? ['options'] : [])].join(', ')})`;
    const rows = [
      ...Object.entries(takes).map(([place, option], i) => [place, option, saidOfArgument(symbol, place, i)]),
      ...Object.entries(declaration.options).map(([place, option]) => [
        place,
        option,
        saidOfOption(name, symbol, place, group),
      ]),
    ].map(([place, option, said]) => {
      if (said === '') throw new Error(`${group}.${name}: no comment says what ${place} does`);
      return `| \`${place}\` | ${oneLine(option.needs)} | ${fallback(option)} | ${said} |`;
    });
    const table = rows.length
      ? ['| | must be | default | |', '| --- | --- | --- | --- |', ...rows].join('\n')
      : 'No options.';
    return `### \`${call}\`\n\n${table}`;
  });
  return `## ${title}\n\n${parts.join('\n\n')}`;
});

const text = await prettier.format(
  `# Options\n\nEvery argument and option: what it must be, what it is where it is left out, and what it does. Written by \`node scripts/list-options.mjs\` from what the functions declare.\n\n${sections.join('\n\n')}\n`,
  { ...(await prettier.resolveConfig(page)), parser: 'markdown' },
);

if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (readFileSync(page, 'utf8') !== text) {
  console.log('✗ docs/options.md is out of date: node scripts/list-options.mjs');
  process.exit(1);
}
