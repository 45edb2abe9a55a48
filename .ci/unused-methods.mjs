// Leaves the methods of a library's classes out that nobody calls: bundlers drop unused functions, but never methods.
import { parse } from 'acorn';
import { ancestor } from 'acorn-walk';

/** What the language itself calls, without its name being written anywhere. */
const CALLED_BY_THE_LANGUAGE = ['constructor', 'toString', 'valueOf', 'toJSON', 'then', 'next', 'return', 'throw'];

/** The name that may be meant by a text, with a `[…]`: a sentence is the name of nothing. */
const nameIn = (text) => (/^[\w$]+$/.test(text) ? [String(text)] : []);

/** The methods with a plain name; `#name` for private ones. */
const nameOf = ({ computed, key }) =>
  computed ? undefined : key.type === 'PrivateIdentifier' ? `#${key.name}` : key.name;

/**
 * The same source without the methods, getters and setters whose name is written nowhere that can be reached. Names count,
 * not objects: whatever is called like a method keeps it, in any class, and so does a text that is one.
 * @param {string} source ES module
 * @param {Iterable<string>} called names that the code around it may use
 * @returns {string}
 */
export function withoutUnusedMethods(source, called) {
  const methods = [];
  const mentions = [];
  const mention = (names, ancestors) => {
    const within = ancestors.findLast((node) => node.type === 'MethodDefinition' && nameOf(node) !== undefined);
    for (const name of names) mentions.push({ name, within });
  };
  const visit = (names) => (node, _, ancestors) => mention(names(node), ancestors.slice(0, -1));
  ancestor(parse(source, { ecmaVersion: 'latest', sourceType: 'module' }), {
    MethodDefinition: (node) => void (nameOf(node) !== undefined && methods.push(node)),
    Identifier: visit(({ name }) => [name]),
    Pattern: visit((node) => (node.type === 'Identifier' ? [node.name] : [])),
    // Of keys that are plain names the walk tells nothing by itself.
    MemberExpression: visit(({ computed, property }) => (computed ? [] : [nameOf({ key: property })])),
    ObjectPattern: visit(({ properties }) => properties.flatMap(({ key }) => nameIn(key?.name ?? key?.value ?? ''))),
    Property: visit(({ computed, key }) => (computed ? [] : nameIn(key.name ?? key.value))),
    PropertyDefinition: visit((node) => [nameOf(node)].filter(Boolean)),
    Literal: visit(({ value }) => nameIn(value)),
    TemplateElement: visit(({ value }) => nameIn(value.cooked)),
    BinaryExpression: visit(({ left }) => (left.type === 'PrivateIdentifier' ? [`#${left.name}`] : [])),
  });
  const byName = grouped(methods, nameOf);
  const inside = grouped(mentions, ({ within }) => within);
  const live = new Set();
  const waiting = [...CALLED_BY_THE_LANGUAGE, ...called, ...(inside.get(undefined) ?? []).map(({ name }) => name)];
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (live.has(name)) continue;
    live.add(name);
    for (const method of byName.get(name) ?? [])
      for (const { name: other } of inside.get(method) ?? []) waiting.push(other);
  }
  return methods
    .filter((method) => !live.has(nameOf(method)))
    .sort((one, other) => other.start - one.start)
    .reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), source);
}

function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
