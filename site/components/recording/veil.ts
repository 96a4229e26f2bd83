import { PredictBox } from '../predict.ts';
import { type Player, still } from './player.ts';

/**
 * Predict, watch the run, then be told. The result of a run that answers a prediction waits behind a veil
 * until the reader has predicted, or wants to see it anyway; what stands below it waits until it was
 * watched. The verdict stands below the last line.
 */
export async function veil(run: HTMLElement, player: Player, prediction: string): Promise<void> {
  await customElements.whenDefined('predict-box');
  const box = document.querySelector(`predict-box[data-prediction="${prediction}"]`);
  if (!(box instanceof PredictBox)) return;
  const { outcome } = box;
  const rest = restOfSection(run.closest('figure'));
  // Where two runs answer a question, the reader watches the first first, and is told below the last.
  const isFirst = run === document.querySelector(`[data-answers="${prediction}"]`);
  run.append(outcome);

  const tell = (whole: boolean) => {
    if (run.contains(outcome)) outcome.hidden = !whole;
    for (const part of rest) part.classList.toggle('waits', !whole);
  };
  const watch = () => {
    run.scrollIntoView({ block: 'center', behavior: still.matches ? 'auto' : 'smooth' });
    run.querySelector<HTMLElement>('[data-do=play]')?.focus({ preventScroll: true });
    player.set(0);
    if (!still.matches) setTimeout(() => player.stage.position > 0 || player.play(), 500);
  };
  const lift = () => {
    run.classList.remove('veiled');
    bar.remove();
  };

  const bar = veilBar(
    () => {
      box.scrollIntoView({ block: 'center', behavior: still.matches ? 'auto' : 'smooth' });
      box.querySelector('input')?.focus({ preventScroll: true });
    },
    () => {
      lift();
      tell(true);
      watch();
    },
  );
  run.addEventListener('played', () => tell(true));
  box.addEventListener('predicted', () => {
    lift();
    player.set(0);
    tell(false);
  });
  if (isFirst) box.addEventListener('watch', watch);
  if (box.made || rest.some((part) => part.matches(':target') || part.querySelector(':target'))) {
    return;
  }
  run.classList.add('veiled');
  run.append(bar);
  tell(false);
}

/** What follows a run up to the next heading or question: it tells what the run has shown. */
function restOfSection(figure: Element | null): Element[] {
  const rest: Element[] = [];
  for (let next = figure?.nextElementSibling; next; next = next.nextElementSibling) {
    if (next.matches('.level-h2, predict-box') || next.querySelector('predict-box')) break;
    rest.push(next);
  }
  return rest;
}

function veilBar(predict: () => void, show: () => void): HTMLElement {
  const bar = document.createElement('div');
  bar.className = 'veil';
  const text = document.createElement('p');
  text.textContent = 'The run is here. What came back waits for your prediction.';
  const buttons = [
    ['Predict first', predict],
    ['Show anyway', show],
  ] as const;
  bar.append(
    text,
    ...buttons.map(([label, act]) => {
      const button = document.createElement('button');
      button.textContent = label;
      button.addEventListener('click', act);
      return button;
    }),
  );
  return bar;
}
