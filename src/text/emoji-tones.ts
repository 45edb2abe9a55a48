const TONE = /_tone[1-5](?:-[1-5])?|_(?:medium_light|medium_dark|light|medium|dark)_skin_tone/g;

/** Stands for a skin tone in the name of an emoji; no name has it. */
export const TONE_MARK = '~';

/** `handshake_tone1_tone2` and `handshake_light_skin_tone_dark_skin_tone` are `handshake~~`: which tones is forgotten. */
export function markTones(name: string): string {
  return name.replace(TONE, TONE_MARK);
}
