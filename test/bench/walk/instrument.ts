import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** A function of the app was entered: where it stands, and what it is called. */
export interface Step {
  /** Below `src`, or below `node_modules`. */
  readonly file: string;
  readonly name: string;
}

const ROOT = path.resolve(__dirname, '../../..');
const ENTERED = '__entered';

/**
 * The app's code as one CommonJS file in which every function first says that it was entered: it calls the global
 * `__entered(file, name)`. What it does is the same otherwise.
 */
export async function instrumented(): Promise<string> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/WorkflowApp.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'es2022',
    external: ['@rocket.chat/apps-engine/*'],
    logLevel: 'error',
    plugins: [
      {
        name: 'says that it was entered',
        setup: (plugins) => {
          plugins.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path: file }) => {
            if (file.includes('node_modules')) return undefined;
            const place = path.relative(path.join(ROOT, 'src'), file);
            return { contents: withSteps(readFileSync(file, 'utf8'), place), loader: 'ts' };
          });
        },
      },
    ],
  });
  return result.outputFiles[0]!.text;
}

function withSteps(code: string, place: string): string {
  const parsed = ts.createSourceFile(place, code, ts.ScriptTarget.ES2022, true);
  const { factory } = ts;
  const entered = (name: string): ts.Statement =>
    factory.createExpressionStatement(
      factory.createCallExpression(factory.createIdentifier(ENTERED), undefined, [
        factory.createStringLiteral(place),
        factory.createStringLiteral(name),
      ]),
    );
  const withStep = (node: ts.Node, body: ts.ConciseBody): ts.Block => {
    const statements = ts.isBlock(body) ? body.statements : [factory.createReturnStatement(body)];
    return factory.createBlock([entered(nameOf(node)), ...statements], true);
  };
  const { transformed } = ts.transform(parsed, [
    (context) => (root) => {
      const visit = (node: ts.Node): ts.Node => {
        const seen = ts.visitEachChild(node, visit, context);
        if (ts.isArrowFunction(seen))
          return factory.updateArrowFunction(
            seen,
            seen.modifiers,
            seen.typeParameters,
            seen.parameters,
            seen.type,
            seen.equalsGreaterThanToken,
            withStep(node, seen.body),
          );
        if (ts.isFunctionDeclaration(seen) && seen.body)
          return factory.updateFunctionDeclaration(
            seen,
            seen.modifiers,
            seen.asteriskToken,
            seen.name,
            seen.typeParameters,
            seen.parameters,
            seen.type,
            withStep(node, seen.body),
          );
        if (ts.isMethodDeclaration(seen) && seen.body)
          return factory.updateMethodDeclaration(
            seen,
            seen.modifiers,
            seen.asteriskToken,
            seen.name,
            seen.questionToken,
            seen.typeParameters,
            seen.parameters,
            seen.type,
            withStep(node, seen.body),
          );
        if (ts.isGetAccessorDeclaration(seen) && seen.body)
          return factory.updateGetAccessorDeclaration(
            seen,
            seen.modifiers,
            seen.name,
            seen.parameters,
            seen.type,
            withStep(node, seen.body),
          );
        return seen;
      };
      return ts.visitNode(root, visit) as ts.SourceFile;
    },
  ]);
  return ts.createPrinter().printFile(transformed[0] as ts.SourceFile);
}

/** What a reader calls the function: its own name, or that of what it is put into. */
function nameOf(node: ts.Node): string {
  if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isGetAccessor(node)) && node.name)
    return node.name.getText();
  const { parent } = node;
  if ((ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) && parent.initializer === node)
    return parent.name.getText();
  return '';
}
