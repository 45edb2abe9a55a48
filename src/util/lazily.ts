/** What is made when it is first asked for, and then kept: a start should not pay for what it does not use. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
