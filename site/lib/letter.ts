/** A, B, C, ... for the first, second, third option: the same on a sheet, in a poll and in the key. */
export const letter = (index: number): string => String.fromCharCode(65 + index);
