import { useState } from 'react';

let count = 0;

/** An id for a label and its field; React 17 has none of its own. */
export function useId(): string {
  return useState(() => `field-${(count += 1)}`)[0];
}
