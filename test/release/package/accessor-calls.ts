import * as path from 'node:path';
import * as ts from 'typescript';

/** A call of the host's interface: `ILivechatUpdater.closeRoom`, and the first place that makes it. */
export interface AccessorCall {
  name: string;
  place: string;
}

const DEFINITION = /@rocket\.chat[\\/]apps-engine[\\/]definition[\\/]/;
const FOREIGN = /node_modules[\\/](?!@rocket\.chat[\\/]apps-engine|typescript[\\/]lib)/;

/**
 * Every method of the Apps-Engine's definition that the code below a folder calls, found through the types: the
 * name under which something is imported or kept plays no part.
 */
export function accessorCalls(root: string, folder: string): AccessorCall[] {
  const config = ts.getParsedCommandLineOfConfigFile(path.join(root, 'tsconfig.json'), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
  });
  const inside = (file: string): boolean => !path.relative(folder, file).startsWith('..');
  // The app's own code knows nothing of tests; and comments say nothing about types.
  const options = { ...config?.options, types: ['node'] };
  const host = ts.createCompilerHost(options);
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
  // What others declare hands out nothing of the host's, and is four times as much as all the rest.
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, options) =>
    FOREIGN.test(file) ? ts.createSourceFile(file, 'export {}', options) : read(file, options);
  const program = ts.createProgram((config?.fileNames ?? []).filter(inside), options, host);
  const checker = program.getTypeChecker();
  const calls = new Map<string, string>();

  // Asking for types is slow, so only calls by a name that the definition knows are asked about.
  const known = new Set<string>();
  for (const source of program.getSourceFiles().filter(({ fileName }) => DEFINITION.test(fileName))) {
    const collect = (node: ts.Node): void => {
      if (ts.isMethodSignature(node) || ts.isMethodDeclaration(node)) known.add(node.name.getText(source));
      ts.forEachChild(node, collect);
    };
    collect(source);
  }
  const called = (node: ts.Node): ts.MemberName | undefined =>
    ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && known.has(node.expression.name.text)
      ? node.expression.name
      : undefined;

  for (const source of program.getSourceFiles()) {
    if (!inside(source.fileName)) continue;
    const visit = (node: ts.Node): void => {
      const name = called(node);
      const declaration = name && checker.getSymbolAtLocation(name)?.declarations?.[0];
      if (declaration !== undefined && DEFINITION.test(declaration.getSourceFile().fileName)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        const owner = (declaration.parent as { name?: ts.Node }).name?.getText() ?? '';
        const method = (declaration as { name?: ts.Node }).name?.getText() ?? 'constructor';
        const call = `${owner}.${method}`;
        if (!calls.has(call)) calls.set(call, `${path.relative(root, source.fileName)}:${line + 1}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return [...calls].map(([name, place]) => ({ name, place })).sort((a, b) => a.name.localeCompare(b.name));
}
