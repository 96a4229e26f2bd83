import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
// Sets the text with the fonts that come along and turns it into paths: every machine draws the same picture.
import satori, { type Font } from 'satori';
// Astro's own picture library.
import sharp from 'sharp';
import { type Card, card, colours } from './card.ts';

const { resolve } = createRequire(import.meta.url);

const fonts = await Promise.all([font('sans', 400), font('sans', 600), font('mono', 400)]);

async function font(kind: 'sans' | 'mono', weight: 400 | 600): Promise<Font> {
  const file = `@fontsource/ibm-plex-${kind}/files/ibm-plex-${kind}-latin-${weight}-normal.woff`;
  return { name: kind, weight, data: await readFile(resolve(file)) };
}

/** The picture of a page that a chat shows beside its link: a PNG of 1200 by 630 pixels. */
export async function drawPicture(about: Card): Promise<Buffer> {
  const svg = await satori(card(about), { width: 1200, height: 630, fonts });
  return await sharp(Buffer.from(svg)).flatten({ background: colours.paper }).png().toBuffer();
}
