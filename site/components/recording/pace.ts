/**
 * How long a recorded wait takes when it is played, in ms: 2 ms and 2 s are both worth watching, so it
 * grows with the logarithm, from 420 to 1500; a new scene is given a breath more.
 * @param gap the wait as recorded, in ms
 */
export function playedWait(gap: number, newScene: boolean): number {
  return Math.min(1500, 420 + 240 * Math.log2(1 + gap / 60)) + (newScene ? 380 : 0);
}
